/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the log and the application of changes.
 */
final class ChangePublisher implements Consumer<ChangeEvent> {

	private static final Logger logger = LoggerFactory.getLogger(ChangePublisher.class);

	private final ApplicationEventPublisher publisher;

	ChangePublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void accept(ChangeEvent event) {
		logger.info("Sampling was changed: {}", event);
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			// The change is in effect, whatever a listener makes of it.
			logger.warn("A listener failed on a change of sampling", ex);
		}
	}

}
