/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Objects;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.slf4j.MDC;

/**
 * What there is at the end of a hop.
 *
 * @param current the span that is current
 * @param tenant the baggage
 * @param traceId the trace in the MDC
 * @param spanId the span in the MDC
 * @param loggedTenant the tenant in the MDC
 * @param onVirtualThread whether it is on a virtual thread
 */
record Arrival(SpanContext current, String tenant, String traceId, String spanId, String loggedTenant,
		boolean onVirtualThread) {

	static final String TENANT = "tenant";

	static Arrival look() {
		return new Arrival(Span.current().getSpanContext(), Baggage.current().getEntryValue(TENANT), MDC.get("traceId"),
				MDC.get("spanId"), MDC.get(TENANT), Thread.currentThread().toString().startsWith("VirtualThread["));
	}

	/**
	 * Whether log lines name the current span and the tenant, and none if there is none.
	 */
	boolean hasRightLog() {
		return namesRightSpan() && Objects.equals(this.tenant, this.loggedTenant);
	}

	private boolean namesRightSpan() {
		if (!this.current.isValid()) {
			return this.traceId == null && this.spanId == null;
		}
		return this.current.getTraceId().equals(this.traceId) && this.current.getSpanId().equals(this.spanId);
	}

}
