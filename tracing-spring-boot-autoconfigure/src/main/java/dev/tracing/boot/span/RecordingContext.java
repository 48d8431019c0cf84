/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * Context of a span that begins here. Its ids were just made, or come from a context that
 * is valid, so nobody looks at them again, which the API's own contexts do.
 *
 * @param traceId the trace's id
 * @param spanId the span's id
 * @param traceFlags the trace's flags
 * @param traceState the trace's state
 */
record RecordingContext(String traceId, String spanId, TraceFlags traceFlags,
		TraceState traceState) implements SpanContext {

	@Override
	public String getTraceId() {
		return this.traceId;
	}

	@Override
	public String getSpanId() {
		return this.spanId;
	}

	@Override
	public TraceFlags getTraceFlags() {
		return this.traceFlags;
	}

	@Override
	public TraceState getTraceState() {
		return this.traceState;
	}

	@Override
	public boolean isValid() {
		return true;
	}

	@Override
	public boolean isSampled() {
		return this.traceFlags.isSampled();
	}

	@Override
	public boolean isRemote() {
		return false;
	}

}
