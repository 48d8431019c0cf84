/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeAttachedEvent;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeRestoredEvent;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.slf4j.MDC;

/**
 * Keeps the ids of the current span in the MDC. Micrometer's own listener empties the MDC
 * whenever a scope closes and fills it again right after, and offers every event to a
 * logger, which together cost more than the scope itself.
 */
final class MdcListener extends Slf4JEventListener {

	private final String traceIdKey;

	private final String spanIdKey;

	MdcListener(String traceIdKey, String spanIdKey) {
		super(traceIdKey, spanIdKey);
		this.traceIdKey = traceIdKey;
		this.spanIdKey = spanIdKey;
	}

	@Override
	public void onEvent(Object event) {
		if (event instanceof ScopeAttachedEvent attached) {
			Span span = attached.getSpan();
			if (span != null) {
				put(span.getSpanContext());
			}
		}
		else if (event instanceof ScopeRestoredEvent restored) {
			Span span = restored.getSpan();
			if (span != null) {
				put(span.getSpanContext());
			}
			else {
				MDC.remove(this.traceIdKey);
				MDC.remove(this.spanIdKey);
			}
		}
	}

	private void put(SpanContext spanContext) {
		MDC.put(this.traceIdKey, spanContext.getTraceId());
		MDC.put(this.spanIdKey, spanContext.getSpanId());
	}

}
