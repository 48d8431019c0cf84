/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.List;

import io.micrometer.tracing.otel.bridge.EventListener;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeAttachedEvent;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeRestoredEvent;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps the fields of the current context in the MDC.
 */
final class BaggageLogListener implements EventListener {

	private final List<BaggageField> fields;

	BaggageLogListener(List<BaggageField> fields) {
		this.fields = fields;
	}

	// The event does not give away its context, but by then it is the current one.
	@Override
	public void onEvent(Object event) {
		if (event instanceof ScopeAttachedEvent || event instanceof ScopeRestoredEvent) {
			Context context = Context.current();
			for (BaggageField field : this.fields) {
				show(field.mdcKey(), field.shown(context));
			}
		}
	}

	private static void show(@Nullable String mdcKey, @Nullable String value) {
		if (mdcKey != null && value != null) {
			MDC.put(mdcKey, value);
		}
		else if (mdcKey != null) {
			MDC.remove(mdcKey);
		}
	}

}
