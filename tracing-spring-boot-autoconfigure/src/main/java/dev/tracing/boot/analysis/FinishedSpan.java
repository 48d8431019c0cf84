/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended, as far as the analysis needs it.
 *
 * @param traceId id of the trace, in hex
 * @param spanId id of the span, in hex
 * @param parentId id of the parent, or {@code null} if the span has none
 * @param remoteParent whether the parent lies on the other side of a request or message
 * @param name name of the span
 * @param kind kind of the span
 * @param service name of the service that made it
 * @param startNanos start in nanoseconds since the epoch
 * @param endNanos end in nanoseconds since the epoch, never before the start
 * @param error whether the span failed
 * @param errorType type of the failure, or {@code null} if unknown or none
 * @param attributes attributes of the span
 */
public record FinishedSpan(String traceId, String spanId, @Nullable String parentId, boolean remoteParent, String name,
		SpanKind kind, String service, long startNanos, long endNanos, boolean error, @Nullable String errorType,
		Attributes attributes) {

	public FinishedSpan {
		endNanos = Math.max(startNanos, endNanos);
	}

	/**
	 * How long the span took.
	 * @return the duration in nanoseconds
	 */
	public long durationNanos() {
		return this.endNanos - this.startNanos;
	}

}
