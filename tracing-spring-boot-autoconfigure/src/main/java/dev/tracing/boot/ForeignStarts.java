/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import dev.tracing.boot.operation.LostContext;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;

/**
 * Looks for lost contexts where spans of others start: Observations, and what an
 * application makes itself. Nobody calls it unless that is logged when the application
 * starts.
 */
final class ForeignStarts implements ContextSpanProcessor {

	private final LostContext lostContext = new LostContext(true);

	ForeignStarts(ShownNames names) {
		this.lostContext.showNamesAs(names);
	}

	@Override
	public boolean isStartRequired() {
		return this.lostContext.isWanted();
	}

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
		if (!span.getParentSpanContext().isValid() && this.lostContext.isWanted() && needsParent(span)) {
			this.lostContext.tell(span.getSpanContext(), span.getName(), span.getKind());
		}
	}

	// Of ours, operations know themselves which ones begin traces.
	private static boolean needsParent(ReadableSpan span) {
		return span.getKind() != SpanKind.SERVER && span.getKind() != SpanKind.CONSUMER
				&& !span.getInstrumentationScopeInfo().getName().equals(Operations.SCOPE_NAME);
	}

	@Override
	public boolean isEndRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
	}

}
