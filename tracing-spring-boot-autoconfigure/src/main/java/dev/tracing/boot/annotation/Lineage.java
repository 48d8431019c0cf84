/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A class and everything that it extends and implements.
 */
final class Lineage {

	private final Class<?> type;

	// The class, its superclasses, then all interfaces.
	private final List<Class<?>> types = new ArrayList<>();

	Lineage(Class<?> type) {
		this.type = type;
		for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
			this.types.add(owner);
		}
		for (Class<?> implemented : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			addInterfaces(implemented);
		}
	}

	/**
	 * Whether any method of the class can have one of the annotations.
	 * @return {@code false} for nearly all classes
	 */
	boolean mentionsTracing() {
		boolean controller = isController();
		for (Class<?> candidate : this.types) {
			if (mentionsTraced(candidate) || (controller && mentionsAttributes(candidate))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether methods of the class handle requests, so that there is a span around them.
	 * @return whether it is a controller
	 */
	boolean isController() {
		return AnnotatedElementUtils.hasAnnotation(this.type, Controller.class);
	}

	/**
	 * Methods that the class has, each once.
	 * @return the methods as declared by the most specific type
	 */
	List<Method> methods() {
		List<Method> result = new ArrayList<>();
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(this.type)) {
			if (method.getDeclaringClass() != Object.class && !method.isSynthetic()) {
				result.add(method);
			}
		}
		return result;
	}

	/**
	 * Finds a method and what it overrides. Generics let the signatures differ, so the
	 * class is asked which method it would call.
	 * @param method the most specific method
	 * @return the declarations, that of the method first
	 */
	Declarations declarations(Method method) {
		List<Method> result = new ArrayList<>();
		result.add(method);
		for (Class<?> candidate : this.types) {
			if (candidate == method.getDeclaringClass()) {
				continue;
			}
			for (Method declared : candidate.getDeclaredMethods()) {
				if (isOverridable(declared) && declared.getName().equals(method.getName())
						&& declared.getParameterCount() == method.getParameterCount()
						&& AopUtils.getMostSpecificMethod(declared, this.type).equals(method)) {
					result.add(declared);
				}
			}
		}
		return new Declarations(this.type, result);
	}

	private static boolean isOverridable(Method method) {
		return !method.isSynthetic() && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
	}

	private void addInterfaces(Class<?> implemented) {
		if (this.types.contains(implemented)) {
			return;
		}
		this.types.add(implemented);
		for (Class<?> extended : implemented.getInterfaces()) {
			addInterfaces(extended);
		}
	}

	private static boolean mentionsAttributes(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, SpanAttribute.class)) {
			return false;
		}
		for (Method method : type.getDeclaredMethods()) {
			if (new Declarations(type, List.of(method)).hasAttributes()) {
				return true;
			}
		}
		return false;
	}

	private static boolean mentionsTraced(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, Traced.class)) {
			return false;
		}
		if (MergedAnnotations.from(type).isPresent(Traced.class)) {
			return true;
		}
		for (Method method : type.getDeclaredMethods()) {
			if (MergedAnnotations.from(method).isPresent(Traced.class)) {
				return true;
			}
		}
		return false;
	}

}
