/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import io.micrometer.tracing.otel.bridge.Slf4JEventListener;

/**
 * Listener that leaves the MDC alone.
 */
final class SilentSlf4jEventListener extends Slf4JEventListener implements ScopeEvents.Silent {

	@Override
	public void onEvent(Object event) {
		// Nothing of the trace reaches the log.
	}

}
