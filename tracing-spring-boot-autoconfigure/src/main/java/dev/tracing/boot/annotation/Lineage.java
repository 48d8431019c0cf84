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
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
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
	 * Whether any method of the class can have the annotation.
	 * @return {@code false} for nearly all classes
	 */
	boolean mentionsTraced() {
		for (Class<?> candidate : this.types) {
			if (mentionsTraced(candidate)) {
				return true;
			}
		}
		return false;
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
