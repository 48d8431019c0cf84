/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.expression.EvaluationContext;
import org.springframework.util.ClassUtils;

/**
 * The methods with {@link Traced} of all beans, and those with {@link SpanAttribute} of
 * controllers. A class is read once, when its first bean is made: then its mistakes are
 * reported, too.
 */
final class TracedMethods extends StaticMethodMatcherPointcut implements ClassFilter {

	private static final Log logger = LogFactory.getLog(TracedMethods.class);

	private final Map<Class<?>, Map<Method, TracedMethod>> read = new ConcurrentHashMap<>();

	// Keyed by what an invocation has at hand, so that looking up needs no key object. As
	// a rule a method has one target class, the one of its first invocation.
	private final Map<Method, Invoked> invoked = new ConcurrentHashMap<>();

	private final Map<Class<?>, Map<Method, TracedMethod>> invokedElsewhere = new ConcurrentHashMap<>();

	private final TracedMethodReader reader;

	private final Reachability reachability;

	TracedMethods(TracedMethodReader reader, Reachability reachability) {
		this.reader = reader;
		this.reachability = reachability;
		setClassFilter(this);
	}

	// Nearly all beans of an application are Spring's own.
	@Override
	public boolean matches(Class<?> type) {
		String name = type.getName();
		if (name.startsWith("org.springframework.") && !name.startsWith("org.springframework.samples.")) {
			return false;
		}
		return !of(ClassUtils.getUserClass(type)).isEmpty();
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return find(method, targetClass) != null;
	}

	/**
	 * Finds what is known of the method of an invocation.
	 * @param invocation the invocation
	 * @return the method, {@code null} if it is not traced
	 */
	@Nullable TracedMethod find(MethodInvocation invocation) {
		Object target = invocation.getThis();
		Method method = invocation.getMethod();
		Class<?> type = (target != null) ? target.getClass() : method.getDeclaringClass();
		Invoked invoked = this.invoked.get(method);
		if (invoked != null && invoked.type() == type) {
			return invoked.traced();
		}
		Map<Method, TracedMethod> known = this.invokedElsewhere.get(type);
		TracedMethod found = (known != null) ? known.get(method) : null;
		return (found != null) ? found : findFirst(method, type);
	}

	EvaluationContext expressions() {
		return this.reader.expressions();
	}

	private @Nullable TracedMethod findFirst(Method method, Class<?> type) {
		try {
			TracedMethod found = find(method, type);
			if (found != null && this.invoked.putIfAbsent(method, new Invoked(type, found)) != null) {
				this.invokedElsewhere.computeIfAbsent(type, (key) -> new ConcurrentHashMap<>()).put(method, found);
			}
			return found;
		}
		catch (RuntimeException ex) {
			logger.debug("Cannot read the tracing annotations of " + method, ex);
			return null;
		}
	}

	private @Nullable TracedMethod find(Method method, Class<?> targetClass) {
		Map<Method, TracedMethod> methods = of(ClassUtils.getUserClass(targetClass));
		return methods.isEmpty() ? null : methods.get(AopUtils.getMostSpecificMethod(method, targetClass));
	}

	private Map<Method, TracedMethod> of(Class<?> type) {
		Map<Method, TracedMethod> known = this.read.get(type);
		if (known != null) {
			return known;
		}
		Lineage lineage = new Lineage(type);
		if (!lineage.mentionsTracing()) {
			return Map.of();
		}
		return this.read.computeIfAbsent(type, (key) -> read(key, lineage));
	}

	private Map<Method, TracedMethod> read(Class<?> type, Lineage lineage) {
		Map<Method, TracedMethod> result = new HashMap<>();
		boolean controller = lineage.isController();
		String typeProblem = this.reachability.problemOf(type);
		for (Method method : lineage.methods()) {
			Declarations declarations = lineage.declarations(method);
			Traced traced = declarations.traced();
			if (traced == null && !(controller && declarations.hasAttributes())) {
				continue;
			}
			String problem = (typeProblem != null) ? typeProblem : this.reachability.problemOf(declarations);
			if (problem != null) {
				logger.warn(((traced != null) ? "@Traced" : "@SpanAttribute") + " has no effect on "
						+ TracedMethodReader.describe(method) + ": " + problem);
			}
			else {
				result.put(method, this.reader.read(declarations, traced));
			}
		}
		return Map.copyOf(result);
	}

	/**
	 * A method as it was invoked first.
	 *
	 * @param type the class of the target
	 * @param traced what is known of the method in that class
	 */
	private record Invoked(Class<?> type, TracedMethod traced) {
	}

}
