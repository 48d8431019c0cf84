/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.opentelemetry.api.trace.SpanKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.expression.EvaluationContext;
import org.springframework.util.ClassUtils;

/**
 * Reads methods with tracing annotations and reports what is wrong with them.
 */
final class TracedMethodReader {

	private static final Log logger = LogFactory.getLog(TracedMethodReader.class);

	private static final boolean REACTIVE_STREAMS = TracedResults.isPresent("org.reactivestreams.Publisher");

	// What Spring itself needs to turn a suspending function into a Mono.
	private static final boolean COROUTINES = KotlinDetector.isKotlinReflectPresent()
			&& TracedResults.isPresent("kotlinx.coroutines.reactor.MonoKt");

	private final MethodExpressions expressions;

	private final TracedAttributeReader attributes;

	TracedMethodReader(MethodExpressions expressions, AttributeValue values) {
		this.expressions = expressions;
		this.attributes = new TracedAttributeReader(expressions, values);
	}

	EvaluationContext expressions() {
		return this.expressions.shared();
	}

	/**
	 * Reads a method.
	 * @param declarations the method, with what it overrides
	 * @param traced its annotation; {@code null} if it adds to the span around
	 * @return everything that is the same for each call
	 * @throws IllegalStateException if an annotation is wrong
	 */
	TracedMethod read(Declarations declarations, @Nullable Traced traced) {
		Method method = declarations.method();
		Map<String, Integer> parameters = parameters(declarations);
		List<TracedAttribute> attributes = this.attributes.read(declarations, traced, parameters);
		String owner = declarations.readableType(true).getName();
		return new TracedMethod(name(declarations, traced), (traced != null) ? traced.kind() : SpanKind.INTERNAL,
				owner + "." + method.getName(), owner, method.getName(), traced == null,
				traced != null && traced.root(), traced != null && traced.recordException(), start(method),
				isImmediate(method.getReturnType()), parameters, attributes);
	}

	private static String name(Declarations declarations, @Nullable Traced traced) {
		return (traced != null && !traced.name().isEmpty()) ? traced.name()
				: SpanNames.of(declarations.readableType(false), declarations.method().getName());
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
				throw new IllegalStateException("Tracing of the suspending function " + describe(method)
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
