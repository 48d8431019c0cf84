/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.micro;

import dev.tracing.boot.operation.Foreknowledge;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/**
 * What is known of a sampler that is parent-based, and otherwise decides by what it sees.
 */
public final class ParentBased implements Foreknowledge {

	/**
	 * The one.
	 */
	public static final ParentBased INSTANCE = new ParentBased();

	private ParentBased() {
	}

	@Override
	public boolean parentDecides() {
		return true;
	}

	@Override
	public boolean drops(Span parent) {
		SpanContext parentSpan = parent.getSpanContext();
		return parentSpan.isValid() && !parentSpan.isSampled();
	}

	@Override
	public boolean wantsAttributes() {
		return false;
	}

}
