/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * A caller's span whose ids are known to be valid: OpenTelemetry's own would look at each
 * of their characters once more.
 */
final class RemoteSpanContext implements SpanContext {

	private final String traceId;

	private final String spanId;

	private final TraceFlags traceFlags;

	private final TraceState traceState;

	RemoteSpanContext(String traceId, String spanId, TraceFlags traceFlags, TraceState traceState) {
		this.traceId = traceId;
		this.spanId = spanId;
		this.traceFlags = traceFlags;
		this.traceState = traceState;
	}

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
	public boolean isRemote() {
		return true;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other == this || (other instanceof SpanContext context && context.isRemote()
				&& context.getTraceId().equals(this.traceId) && context.getSpanId().equals(this.spanId)
				&& context.getTraceFlags().equals(this.traceFlags) && context.getTraceState().equals(this.traceState));
	}

	@Override
	public int hashCode() {
		return 31 * this.traceId.hashCode() + this.spanId.hashCode();
	}

	@Override
	public String toString() {
		return TraceParent.write(this);
	}

}
