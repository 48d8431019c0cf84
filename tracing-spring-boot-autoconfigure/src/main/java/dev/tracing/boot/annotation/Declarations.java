/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds what the annotations say of a method: on the method itself, on what it overrides
 * in superclasses and interfaces, and on the types that declare it.
 */
final class Declarations {

	private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private final Class<?> type;

	// The class, its superclasses, then all interfaces.
	private final List<Class<?>> lineage;

	Declarations(Class<?> type) {
		this.type = type;
		this.lineage = lineage(type);
	}

	/**
	 * Whether any method of the class can have the annotation.
	 * @return {@code false} for nearly all classes
	 */
	boolean mentionTraced() {
		for (Class<?> candidate : this.lineage) {
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
	 * Finds the annotation of a method.
	 * @param method the most specific method
	 * @return the annotation with its aliases, {@code null} for none
	 */
	@Nullable Traced find(Method method) {
		List<Method> declarations = of(method);
		for (Method declaration : declarations) {
			MergedAnnotation<Traced> annotation = MergedAnnotations.from(declaration).get(Traced.class);
			if (annotation.isPresent()) {
				return annotation.synthesize();
			}
		}
		if (!Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
				|| ReflectionUtils.isObjectMethod(method)) {
			return null;
		}
		return findOnTypes(method, declarations);
	}

	/**
	 * Whether the annotation stands on the method itself.
	 * @param method the method
	 * @return whether the user named this method
	 */
	static boolean isNamed(Method method) {
		return MergedAnnotations.from(method).isPresent(Traced.class);
	}

	/**
	 * Finds the annotation of a parameter, also where an interface declares it.
	 * @param method the most specific method
	 * @param index the index of the parameter
	 * @return the annotation, {@code null} for none
	 */
	@Nullable SpanAttribute findOnParameter(Method method, int index) {
		for (Method declaration : of(method)) {
			for (Annotation annotation : declaration.getParameterAnnotations()[index]) {
				if (annotation instanceof SpanAttribute attribute) {
					return attribute;
				}
			}
		}
		return null;
	}

	/**
	 * Names of the parameters.
	 * @param method the most specific method
	 * @return the names, {@code null} if no declaration was compiled with them
	 */
	@Nullable String @Nullable [] parameterNames(Method method) {
		for (Method declaration : of(method)) {
			@Nullable String[] found = this.names.getParameterNames(declaration);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/**
	 * The class that a reader of the code knows: for a proxy, the interface.
	 * @param method the most specific method
	 * @param inherited whether the class that declares the method is wanted
	 * @return the class
	 */
	Class<?> readableType(Method method, boolean inherited) {
		List<Method> declarations = of(method);
		if (Proxy.isProxyClass(this.type) && declarations.size() > 1) {
			return declarations.get(1).getDeclaringClass();
		}
		return inherited ? method.getDeclaringClass() : this.type;
	}

	/**
	 * Whether an interface of the class declares a method.
	 * @param method the most specific method
	 * @return whether a proxy of the interfaces has it
	 */
	boolean isInInterface(Method method) {
		for (Method declaration : of(method)) {
			if (declaration.getDeclaringClass().isInterface()) {
				return true;
			}
		}
		return false;
	}

	private @Nullable Traced findOnTypes(Method method, List<Method> declarations) {
		for (Class<?> owner = method.getDeclaringClass(); owner != null; owner = owner.getSuperclass()) {
			MergedAnnotation<Traced> annotation = MergedAnnotations.from(owner).get(Traced.class);
			if (annotation.isPresent()) {
				return annotation.synthesize();
			}
		}
		for (Method declaration : declarations) {
			Class<?> owner = declaration.getDeclaringClass();
			if (owner.isInterface() && MergedAnnotations.from(owner).isPresent(Traced.class)) {
				return MergedAnnotations.from(owner).get(Traced.class).synthesize();
			}
		}
		return null;
	}

	// Generics let the signatures differ, so the class is asked which method it would
	// call.
	private List<Method> of(Method method) {
		List<Method> result = new ArrayList<>();
		result.add(method);
		for (Class<?> candidate : this.lineage) {
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
		return result;
	}

	private static boolean isOverridable(Method method) {
		return !method.isSynthetic() && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
	}

	private static List<Class<?>> lineage(Class<?> type) {
		List<Class<?>> result = new ArrayList<>();
		for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
			result.add(owner);
		}
		for (Class<?> implemented : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			collectInterfaces(implemented, result);
		}
		return result;
	}

	private static void collectInterfaces(Class<?> implemented, List<Class<?>> result) {
		if (result.contains(implemented)) {
			return;
		}
		result.add(implemented);
		for (Class<?> extended : implemented.getInterfaces()) {
			collectInterfaces(extended, result);
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
			if (isNamed(method)) {
				return true;
			}
		}
		return false;
	}

}
