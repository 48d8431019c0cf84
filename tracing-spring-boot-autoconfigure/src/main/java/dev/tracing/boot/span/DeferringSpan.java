/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;

/**
 * A span whose first attributes may be computed later, or never: most spans that are
 * recorded without being sampled are forgotten unread.
 */
public interface DeferringSpan extends Span {

	/**
	 * Notes how to compute the first attributes. They are computed when somebody reads
	 * the span's attributes, if that is on the same thread and not after the processors
	 * have seen the span end. What was set in the meantime stays as it is.
	 * @param attributes hands the attributes out; must not throw
	 */
	void defer(Consumer<BiConsumer<AttributeKey<?>, Object>> attributes);

	/**
	 * Computes what is deferred, since the thread or what the attributes are taken from
	 * is about to leave. Has no effect on another thread, or a second time.
	 */
	void resolve();

	/**
	 * Attributes of a span that has ended, without what is deferred.
	 * @return the attributes that are there
	 */
	Attributes resolvedAttributes();

}
