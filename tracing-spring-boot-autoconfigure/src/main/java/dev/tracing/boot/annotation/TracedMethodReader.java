/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import dev.tracing.boot.annotation.TracedAttribute.Moment;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.util.ClassUtils;

/**
 * Reads methods with {@link Traced} and reports what is wrong with them.
 */
final class TracedMethodReader {

	private static final Log logger = LogFactory.getLog(TracedMethodReader.class);

	private static final boolean REACTIVE_STREAMS = TracedResults.isPresent("org.reactivestreams.Publisher");

	// What Spring itself needs to turn a suspending function into a Mono.
	private static final boolean COROUTINES = KotlinDetector.isKotlinReflectPresent()
			&& TracedResults.isPresent("kotlinx.coroutines.reactor.MonoKt");

	private final MethodExpressions expressions;

	private final AttributeValue values;

	TracedMethodReader(MethodExpressions expressions, AttributeValue values) {
		this.expressions = expressions;
		this.values = values;
	}

	EvaluationContext expressions() {
		return this.expressions.shared();
	}

	/**
	 * Reads a method.
	 * @param declarations the method, with what it overrides
	 * @param traced its annotation
	 * @return everything that is the same for each call
	 * @throws IllegalStateException if an annotation is wrong
	 */
	TracedMethod read(Declarations declarations, Traced traced) {
		Method method = declarations.method();
		String name = traced.name().isEmpty() ? SpanNames.of(declarations.readableType(false), method.getName())
				: traced.name();
		Map<String, Integer> parameters = parameters(declarations);
		List<TracedAttribute> attributes = new ArrayList<>();
		for (int i = 0; i < method.getParameterCount(); i++) {
			SpanAttribute annotation = declarations.attribute(i);
			if (annotation != null) {
				addParameter(attributes, annotation, method, i, declarations.type(), parameters);
			}
		}
		for (SpanAttribute annotation : traced.attributes()) {
			attributes.add(expression(annotation, method, parameters));
		}
		String owner = declarations.readableType(true).getName();
		return new TracedMethod(name, traced.kind(), owner + "." + method.getName(), owner, method.getName(),
				traced.root(), traced.recordException(), start(method), isImmediate(method.getReturnType()), parameters,
				attributes);
	}

	// Only of a type that nobody extends is it known what a method will not return.
	private static boolean isImmediate(Class<?> type) {
		boolean plain = type.isPrimitive() || type.isRecord() || type.getName().startsWith("java.");
		return plain && Modifier.isFinal(type.getModifiers()) && !CompletionStage.class.isAssignableFrom(type)
				&& !Future.class.isAssignableFrom(type);
	}

	/**
	 * Says which method is meant.
	 * @param method the method
	 * @return class, method and parameters, for a reader
	 */
	static String describe(Method method) {
		return ClassUtils.getQualifiedMethodName(method) + "(" + parameterTypes(method) + ")";
	}

	private static String parameterTypes(Method method) {
		StringBuilder result = new StringBuilder();
		for (Class<?> parameter : method.getParameterTypes()) {
			result.append((result.length() > 0) ? ", " : "").append(parameter.getSimpleName());
		}
		return result.toString();
	}

	private void addParameter(List<TracedAttribute> attributes, SpanAttribute annotation, Method method, int index,
			Class<?> type, Map<String, Integer> parameters) {
		checkKey(annotation, method);
		String place = describe(method);
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
			logger.warn("@SpanAttribute(\"" + annotation.value() + "\") has no effect on parameter " + index + " of "
					+ place + ": values of type " + declared + " are not recorded; name one of its properties: "
					+ "@SpanAttribute(value = \"" + annotation.value() + "\", expression = \"id\")");
			return;
		}
		attributes.add(new TracedAttribute(key, index, null, Moment.START, this.values, place));
	}

	private TracedAttribute expression(SpanAttribute annotation, Method method, Map<String, Integer> parameters) {
		checkKey(annotation, method);
		String place = describe(method);
		if (annotation.expression().isEmpty()) {
			throw new IllegalStateException("Attribute '" + annotation.value() + "' in @Traced of " + place
					+ " has no expression; write one, such as \"#order.id\"");
		}
		SpelExpression expression = this.expressions.parse(annotation.expression(), parameters.keySet(), place);
		return new TracedAttribute(new TypedKey(annotation.value()), -1, expression,
				MethodExpressions.moment(expression), this.values, place);
	}

	private static void checkKey(SpanAttribute annotation, Method method) {
		if (annotation.value().isBlank()) {
			throw new IllegalStateException("@SpanAttribute without a key in the tracing annotations of "
					+ describe(method) + "; write one, such as \"user.id\"");
		}
	}

	private static Map<String, Integer> parameters(Declarations declarations) {
		Map<String, Integer> result = new HashMap<>();
		@Nullable String @Nullable [] names = declarations.parameterNames();
		for (int i = 0; i < declarations.method().getParameterCount(); i++) {
			result.put("p" + i, i);
			result.put("a" + i, i);
		}
		for (int i = 0; names != null && i < names.length; i++) {
			String name = names[i];
			if (name != null) {
				result.put(name, i);
			}
		}
		return result;
	}

	private static TracedMethod.Start start(Method method) {
		Class<?> returned = method.getReturnType();
		if (KotlinDetector.isSuspendingFunction(method)) {
			if (!COROUTINES) {
				throw new IllegalStateException("@Traced on the suspending function " + describe(method)
						+ " needs the libraries kotlinx-coroutines-reactor and kotlin-reflect; add them or remove the "
						+ "annotation");
			}
			return TracedMethod.Start.SUBSCRIPTION;
		}
		if (returned == Callable.class) {
			return TracedMethod.Start.CALLABLE;
		}
		if (!REACTIVE_STREAMS || returned == Object.class || CompletionStage.class.isAssignableFrom(returned)) {
			return TracedMethod.Start.CALL;
		}
		if (ReactiveResults.canTrace(returned)) {
			return TracedMethod.Start.SUBSCRIPTION;
		}
		if (ReactiveResults.isReactive(returned)) {
			logger.warn("The span of " + describe(method) + " covers only the call, because a " + returned.getName()
					+ " cannot be replaced by a traced one; let the method return Mono, Flux or Publisher");
		}
		return TracedMethod.Start.CALL;
	}

}
