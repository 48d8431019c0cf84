/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.List;

import io.micrometer.tracing.otel.bridge.Slf4JBaggageEventListener;

/**
 * Stands where no baggage is to reach the log.
 */
final class SilentBaggageListener extends Slf4JBaggageEventListener implements ScopeEvents.Silent {

	SilentBaggageListener() {
		super(List.of());
	}

	@Override
	public void onEvent(Object event) {
		// No field is to reach the log.
	}

}
