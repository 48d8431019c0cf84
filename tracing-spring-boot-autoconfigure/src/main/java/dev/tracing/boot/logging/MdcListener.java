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
import org.jspecify.annotations.Nullable;
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
			show(attached.getSpan());
		}
		else if (event instanceof ScopeRestoredEvent restored) {
			show(restored.getSpan());
		}
	}

	/**
	 * Notes which span is current from now on.
	 * @param span the span; null if there is none
	 */
	void show(@Nullable Span span) {
		if (span == null) {
			MDC.remove(this.traceIdKey);
			MDC.remove(this.spanIdKey);
			return;
		}
		SpanContext spanContext = span.getSpanContext();
		String traceId = spanContext.getTraceId();
		// The span around it has mostly written the same.
		if (!traceId.equals(MDC.get(this.traceIdKey))) {
			MDC.put(this.traceIdKey, traceId);
		}
		MDC.put(this.spanIdKey, spanContext.getSpanId());
	}

	/**
	 * Whether another listener writes the same, so that one of them is enough.
	 * @param other the other listener
	 * @return whether it has the same keys
	 */
	boolean writesTheSameAs(MdcListener other) {
		return this.traceIdKey.equals(other.traceIdKey) && this.spanIdKey.equals(other.spanIdKey);
	}

}
