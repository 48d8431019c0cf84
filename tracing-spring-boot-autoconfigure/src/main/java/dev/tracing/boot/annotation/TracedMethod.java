/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;
import java.util.Map;

import dev.tracing.boot.annotation.TracedAttribute.Moment;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;

/**
 * Everything about a method with {@link Traced} that does not change from call to call.
 * Without it, a method of a controller takes part in the span around. What a span starts
 * with is the span that it is linked to, an invalid one for none.
 *
 * @param name the name of the span
 * @param kind the kind of the span
 * @param qualifiedName the names of class and method, for {@code code.function.name}
 * @param type the name of the class
 * @param function the name of the method
 * @param joins whether it has no span of its own and adds to the one around
 * @param root whether a new trace starts
 * @param recordException whether exceptions become events
 * @param start when the span starts
 * @param immediate whether the type of the result excludes that it completes later
 * @param parameters index of each variable that stands for a parameter
 * @param attributes the attributes, in the order in which they are recorded
 */
record TracedMethod(String name, SpanKind kind, String qualifiedName, String type, String function, boolean joins,
		boolean root, boolean recordException, Start start, boolean immediate, Map<String, Integer> parameters,
		List<TracedAttribute> attributes) implements SpanSemantics<SpanContext> {

	private static final AttributeKey<String> FUNCTION_NAME = AttributeKey.stringKey("code.function.name");

	private static final AttributeKey<String> LEGACY_FUNCTION = AttributeKey.stringKey("code.function");

	private static final AttributeKey<String> LEGACY_NAMESPACE = AttributeKey.stringKey("code.namespace");

	TracedMethod {
		parameters = Map.copyOf(parameters);
		attributes = List.copyOf(attributes);
	}

	boolean hasAttributes(Moment moment) {
		for (int i = 0; i < this.attributes.size(); i++) {
			if (this.attributes.get(i).moment() == moment) {
				return true;
			}
		}
		return false;
	}

	@Override
	public String name(SpanContext link) {
		return this.name;
	}

	@Override
	public void onStart(SpanStart span, SpanContext link) {
		if (span.semconv().stable()) {
			span.set(FUNCTION_NAME, this.qualifiedName);
		}
		if (span.semconv().legacy()) {
			span.set(LEGACY_FUNCTION, this.function);
			span.set(LEGACY_NAMESPACE, this.type);
		}
		if (link.isValid()) {
			span.link(link);
		}
	}

	/**
	 * When the span of a method starts.
	 */
	enum Start {

		/**
		 * With the call.
		 */
		CALL,

		/**
		 * With every subscription to the returned publisher.
		 */
		SUBSCRIPTION,

		/**
		 * With every call of the returned {@link java.util.concurrent.Callable}.
		 */
		CALLABLE

	}

}
