/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

/**
 * What is said of one method of a class: on the method itself, on what it overrides in
 * superclasses and interfaces, and on the types that declare it.
 *
 * @param type the class
 * @param all the most specific method, then the ones that it overrides
 */
record Declarations(Class<?> type, List<Method> all) {

	Declarations {
		all = List.copyOf(all);
	}

	/**
	 * The most specific method.
	 * @return the method that runs
	 */
	Method method() {
		return this.all.get(0);
	}

	/**
	 * Finds the annotation of the method.
	 * @return the annotation with its aliases, {@code null} for none
	 */
	@Nullable Traced traced() {
		for (Method declaration : this.all) {
			MergedAnnotation<Traced> annotation = MergedAnnotations.from(declaration).get(Traced.class);
			if (annotation.isPresent()) {
				return annotation.synthesize();
			}
		}
		Method method = method();
		if (!Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
				|| ReflectionUtils.isObjectMethod(method)) {
			return null;
		}
		return tracedOnTypes(method);
	}

	/**
	 * Finds the annotation of a parameter, also where an interface declares it.
	 * @param index the index of the parameter
	 * @return the annotation, {@code null} for none
	 */
	@Nullable SpanAttribute attribute(int index) {
		for (Method declaration : this.all) {
			for (Annotation annotation : declaration.getParameterAnnotations()[index]) {
				if (annotation instanceof SpanAttribute attribute) {
					return attribute;
				}
			}
		}
		return null;
	}

	/**
	 * Finds the annotation that names the result.
	 * @return the annotation, {@code null} for none
	 */
	@Nullable SpanAttribute resultAttribute() {
		for (Method declaration : this.all) {
			SpanAttribute attribute = declaration.getAnnotation(SpanAttribute.class);
			if (attribute != null) {
				return attribute;
			}
		}
		return null;
	}

	/**
	 * Whether a parameter or the result is named.
	 * @return whether there is an attribute to record
	 */
	boolean hasAttributes() {
		for (int i = 0; i < method().getParameterCount(); i++) {
			if (attribute(i) != null) {
				return true;
			}
		}
		return resultAttribute() != null;
	}

	/**
	 * Names of the parameters.
	 * @return the names, {@code null} if no declaration was compiled with them
	 */
	@Nullable String @Nullable [] parameterNames() {
		DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
		for (Method declaration : this.all) {
			@Nullable String[] found = names.getParameterNames(declaration);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/**
	 * The class that a reader of the code knows: for a proxy, the interface.
	 * @param inherited whether the class that declares the method is wanted
	 * @return the class
	 */
	Class<?> readableType(boolean inherited) {
		if (Proxy.isProxyClass(this.type) && this.all.size() > 1) {
			return this.all.get(1).getDeclaringClass();
		}
		return inherited ? method().getDeclaringClass() : this.type;
	}

	/**
	 * Whether an interface of the class declares the method.
	 * @return whether a proxy of the interfaces has it
	 */
	boolean isInInterface() {
		for (Method declaration : this.all) {
			if (declaration.getDeclaringClass().isInterface()) {
				return true;
			}
		}
		return false;
	}

	private @Nullable Traced tracedOnTypes(Method method) {
		for (Class<?> owner = method.getDeclaringClass(); owner != null; owner = owner.getSuperclass()) {
			MergedAnnotation<Traced> annotation = MergedAnnotations.from(owner).get(Traced.class);
			if (annotation.isPresent()) {
				return annotation.synthesize();
			}
		}
		for (Method declaration : this.all) {
			Class<?> owner = declaration.getDeclaringClass();
			if (owner.isInterface() && MergedAnnotations.from(owner).isPresent(Traced.class)) {
				return MergedAnnotations.from(owner).get(Traced.class).synthesize();
			}
		}
		return null;
	}

}
