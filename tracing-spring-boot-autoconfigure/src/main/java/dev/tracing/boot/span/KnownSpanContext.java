/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * A span's context whose ids are known to be valid: they were just made, or read
 * carefully. OpenTelemetry's own would look at each of their characters once more.
 */
public final class KnownSpanContext implements SpanContext {

	private final String traceId;

	private final String spanId;

	private final TraceFlags traceFlags;

	private final TraceState traceState;

	private final boolean remote;

	/**
	 * Creates a context.
	 * @param traceId the trace's id, 32 hexadecimal digits
	 * @param spanId the span's id, 16 hexadecimal digits
	 * @param traceFlags the trace's flags
	 * @param traceState the trace's state
	 * @param remote whether the span is a caller's
	 */
	public KnownSpanContext(String traceId, String spanId, TraceFlags traceFlags, TraceState traceState,
			boolean remote) {
		this.traceId = traceId;
		this.spanId = spanId;
		this.traceFlags = traceFlags;
		this.traceState = traceState;
		this.remote = remote;
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
		return this.remote;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other == this || (other instanceof SpanContext context && context.isRemote() == this.remote
				&& context.getTraceId().equals(this.traceId) && context.getSpanId().equals(this.spanId)
				&& context.getTraceFlags().equals(this.traceFlags) && context.getTraceState().equals(this.traceState));
	}

	@Override
	public int hashCode() {
		return 31 * this.traceId.hashCode() + this.spanId.hashCode();
	}

	@Override
	public String toString() {
		return this.traceId + "-" + this.spanId + "-" + this.traceFlags.asHex() + (this.remote ? " (remote)" : "");
	}

}
