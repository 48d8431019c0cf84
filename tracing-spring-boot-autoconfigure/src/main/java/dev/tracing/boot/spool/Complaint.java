/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.util.function.LongSupplier;

import dev.tracing.boot.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One kind of trouble, said once in a minute at most.
 */
final class Complaint {

	private static final Logger logger = LoggerFactory.getLogger(Spool.class);

	private final Pace pace;

	Complaint(LongSupplier nanoClock) {
		this.pace = Pace.ofMessages(nanoClock);
	}

	void say(String message, Object... arguments) {
		if (this.pace.isDue()) {
			logger.warn(message, arguments);
		}
	}

}
