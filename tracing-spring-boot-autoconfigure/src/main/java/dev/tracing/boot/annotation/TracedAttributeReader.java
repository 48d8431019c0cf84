/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tracing.boot.annotation.TracedAttribute.Moment;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * Reads what the annotations of a method record, and reports what is wrong with them.
 *
 * @param expressions how expressions are read
 * @param values how objects become values
 */
record TracedAttributeReader(MethodExpressions expressions, AttributeValue values) {

	private static final Log logger = LogFactory.getLog(TracedAttributeReader.class);

	/**
	 * Reads the attributes of a method.
	 * @param declarations the method, with what it overrides
	 * @param traced its annotation; {@code null} for none
	 * @param parameters index of each variable that stands for a parameter
	 * @return the attributes, in the order in which they are recorded
	 * @throws IllegalStateException if an annotation is wrong
	 */
	List<TracedAttribute> read(Declarations declarations, @Nullable Traced traced, Map<String, Integer> parameters) {
		Method method = declarations.method();
		List<TracedAttribute> attributes = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			SpanAttribute annotation = declarations.attribute(i);
			if (annotation != null) {
				addParameter(attributes, annotation, method, i, declarations.type(), parameters);
			}
		}
		SpanAttribute result = declarations.resultAttribute();
		if (result != null) {
			addResult(attributes, result, method, declarations.type(), parameters);
		}
		if (traced != null) {
			for (SpanAttribute annotation : traced.attributes()) {
				attributes.add(expression(annotation, method, parameters));
			}
		}
		return attributes;
	}

	private void addParameter(List<TracedAttribute> attributes, SpanAttribute annotation, Method method, int index,
			Class<?> type, Map<String, Integer> parameters) {
		checkKey(annotation, method);
		String place = TracedMethodReader.describe(method);
		TypedKey key = new TypedKey(annotation.value());
		if (!annotation.expression().isEmpty()) {
			SpelExpression expression = this.expressions.parse(annotation.expression(), parameters.keySet(), place);
			attributes.add(new TracedAttribute(key, index, expression, MethodExpressions.moment(expression),
					this.values, place));
			return;
		}
		ResolvableType declared = ResolvableType.forMethodParameter(new MethodParameter(method, index),
				ResolvableType.forClass(type));
		if (AttributeTypes.isRefused(declared)) {
			warnOfRefused(annotation, "parameter " + index + " of " + place, declared);
			return;
		}
		attributes.add(new TracedAttribute(key, index, null, Moment.START, this.values, place));
	}

	private TracedAttribute expression(SpanAttribute annotation, Method method, Map<String, Integer> parameters) {
		checkKey(annotation, method);
		String place = TracedMethodReader.describe(method);
		if (annotation.expression().isEmpty()) {
			throw new IllegalStateException("Attribute '" + annotation.value() + "' in @Traced of " + place
					+ " has no expression; write one, such as \"#order.id\"");
		}
		SpelExpression expression = this.expressions.parse(annotation.expression(), parameters.keySet(), place);
		return new TracedAttribute(new TypedKey(annotation.value()), TracedAttribute.NONE, expression,
				MethodExpressions.moment(expression), this.values, place);
	}

	private static void checkKey(SpanAttribute annotation, Method method) {
		if (annotation.value().isBlank()) {
			throw new IllegalStateException("@SpanAttribute without a key in the tracing annotations of "
					+ TracedMethodReader.describe(method) + "; write one, such as \"user.id\"");
		}
	}

	private void addResult(List<TracedAttribute> attributes, SpanAttribute annotation, Method method, Class<?> type,
			Map<String, Integer> parameters) {
		checkKey(annotation, method);
		String place = TracedMethodReader.describe(method);
		TypedKey key = new TypedKey(annotation.value());
		ResolvableType declared = valueOf(ResolvableType.forMethodReturnType(method, type));
		SpelExpression expression = null;
		if (!annotation.expression().isEmpty()) {
			expression = this.expressions.parse(annotation.expression(), parameters.keySet(), place);
		}
		else if (AttributeTypes.isRefused(declared)) {
			warnOfRefused(annotation, "the result of " + place, declared);
			return;
		}
		attributes
			.add(new TracedAttribute(key, TracedAttribute.RESULT, expression, Moment.SUCCESS, this.values, place));
	}

	private static void warnOfRefused(SpanAttribute annotation, String what, ResolvableType type) {
		logger.warn("@SpanAttribute(\"" + annotation.value() + "\") has no effect on " + what + ": values of type " + type
				+ " are not recorded; name one of its properties: @SpanAttribute(value = \"" + annotation.value()
				+ "\", expression = \"id\")");
	}

	// What comes later is inside of what is returned: a future, a Mono, a Callable.
	private static ResolvableType valueOf(ResolvableType returned) {
		Class<?> raw = returned.resolve();
		boolean values = raw == null || raw == Optional.class || Collection.class.isAssignableFrom(raw);
		return (!values && returned.getGenerics().length == 1) ? returned.getGeneric(0) : returned;
	}

}
