/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * A span processor that looks at the context when a span starts, and not at what the span
 * says. Where all processors that want to see starts are of this kind, a span gets its
 * first attributes only after it was sampled, and one that is dropped costs none.
 */
public interface ContextSpanProcessor extends SpanProcessor {

}
