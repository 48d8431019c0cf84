/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Tells the console how many spans of a trace are open. Looks at no span's content: that
 * is not yet redacted.
 */
final class ConsoleSpanProcessor implements SpanProcessor {

	private final TraceSource source;

	ConsoleSpanProcessor(TraceSource source) {
		this.source = source;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		SpanContext context = span.getSpanContext();
		if (context.isSampled()) {
			this.source.started(context.getTraceId());
		}
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		SpanContext context = span.getSpanContext();
		if (context.isSampled()) {
			this.source.ended(context.getTraceId());
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public CompletableResultCode shutdown() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public String toString() {
		return "ConsoleSpanProcessor";
	}

}
