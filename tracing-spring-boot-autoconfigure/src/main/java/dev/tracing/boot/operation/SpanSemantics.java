/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.time.Instant;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * What differs from one kind of operation to the next when its span starts.
 *
 * @param <R> the request, message or call that the operation is about
 */
public interface SpanSemantics<R> {

	/**
	 * Kind of the span.
	 * @return the kind
	 */
	SpanKind kind();

	/**
	 * Name of the span, of low cardinality.
	 * @param request what the operation is about
	 * @return the name
	 */
	String name(R request);

	/**
	 * When the operation began, of one that is found worth a span only afterwards.
	 * @param request what the operation is about
	 * @return its beginning; null for now
	 */
	default @Nullable Instant startOf(R request) {
		return null;
	}

	/**
	 * Sets the attributes that are known at the start, where samplers see them. It is not
	 * called if nobody would.
	 * @param span the span that starts
	 * @param request what the operation is about
	 */
	void onStart(SpanStart span, R request);

	/**
	 * Whether {@link #onStart} can wait until somebody reads what it sets: it sets
	 * nothing but attributes, none of which marks an error, and takes them from what
	 * stays as it is until the span ends or is told to
	 * {@link Operation#resolveAttributes() resolve them}.
	 * @param request what the operation is about
	 * @return whether first attributes may be set later, or never
	 */
	default boolean mayWait(R request) {
		return false;
	}

	/**
	 * Whether such an operation may well be the first of its trace. One that may not and
	 * is has lost its context.
	 * @return whether nobody expects a parent
	 */
	default boolean beginsTraces() {
		SpanKind kind = kind();
		return kind == SpanKind.SERVER || kind == SpanKind.CONSUMER;
	}

}
