/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * A span processor that looks at the context when a span starts, and not at what the span
 * says, and has done with a span when it has seen it end, or has it resolved by then.
 * Where all processors that want to see starts are of this kind, a span gets its first
 * attributes only after it was sampled, and one that is dropped costs none. Where all
 * processors are, one that is recorded without being sampled may get them only when
 * somebody reads them.
 */
public interface ContextSpanProcessor extends SpanProcessor {

	/**
	 * Whether {@link #shutdown()} was called, after which nothing starts any more.
	 * @return whether it was; false if this does not know
	 */
	default boolean isShutDown() {
		return false;
	}

}
