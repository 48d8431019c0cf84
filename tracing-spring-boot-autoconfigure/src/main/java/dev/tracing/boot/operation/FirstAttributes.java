/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.opentelemetry.api.common.AttributeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First attributes of a span, for whoever wants to read them later.
 *
 * @param <R> the type of the request
 * @param semantics what the operation is
 * @param request what it is about
 * @param semconv which attribute names are written
 */
record FirstAttributes<R>(SpanSemantics<R> semantics, R request,
		Semconv semconv) implements Consumer<BiConsumer<AttributeKey<?>, Object>> {

	private static final Logger logger = LoggerFactory.getLogger(FirstAttributes.class);

	@Override
	public void accept(BiConsumer<AttributeKey<?>, Object> attributes) {
		setOn(SpanStart.later(attributes, this.semconv));
	}

	void setOn(SpanStart span) {
		try {
			this.semantics.onStart(span, this.request);
		}
		catch (RuntimeException ex) {
			logger.debug("A span lacks its first attributes", ex);
		}
	}

}
