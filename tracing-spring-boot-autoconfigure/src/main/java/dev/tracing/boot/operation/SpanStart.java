/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.function.BiConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a span starts with. Where samplers look at it, it is there before they
 * decide; where none does, it is not even asked for unless the span is recorded.
 */
public final class SpanStart {

	private final @Nullable SpanBuilder builder;

	private final @Nullable BiConsumer<AttributeKey<?>, Object> later;

	private final Span span;

	private final Semconv semconv;

	private SpanStart(@Nullable SpanBuilder builder, @Nullable BiConsumer<AttributeKey<?>, Object> later, Span span,
			Semconv semconv) {
		this.builder = builder;
		this.later = later;
		this.span = span;
		this.semconv = semconv;
	}

	static SpanStart before(SpanBuilder builder, Semconv semconv) {
		return new SpanStart(builder, null, Span.getInvalid(), semconv);
	}

	static SpanStart after(Span started, Semconv semconv) {
		return new SpanStart(null, null, started, semconv);
	}

	static SpanStart later(BiConsumer<AttributeKey<?>, Object> attributes, Semconv semconv) {
		return new SpanStart(null, attributes, Span.getInvalid(), semconv);
	}

	/**
	 * Which names the attributes have.
	 * @return the convention
	 */
	public Semconv semconv() {
		return this.semconv;
	}

	/**
	 * Sets an attribute.
	 * @param <T> the type of the value
	 * @param key its key
	 * @param value its value; null for none
	 */
	public <T> void set(AttributeKey<T> key, @Nullable T value) {
		if (value == null) {
			return;
		}
		if (this.builder != null) {
			this.builder.setAttribute(key, value);
		}
		else if (this.later != null) {
			this.later.accept(key, value);
		}
		else {
			this.span.setAttribute(key, value);
		}
	}

	/**
	 * Adds a link, unless the attributes of the operation {@link SpanSemantics#mayWait
	 * may wait}.
	 * @param spanContext the span to link to
	 */
	public void link(SpanContext spanContext) {
		if (this.builder != null) {
			this.builder.addLink(spanContext);
		}
		else {
			this.span.addLink(spanContext);
		}
	}

}
