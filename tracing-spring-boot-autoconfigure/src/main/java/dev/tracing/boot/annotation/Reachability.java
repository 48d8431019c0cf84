/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;

/**
 * Says which methods a proxy cannot intercept, and what to do about it.
 */
@SuppressWarnings("serial") // inherited, and nobody serializes it
final class Reachability extends ProxyProcessorSupport {

	private final transient BooleanSupplier classProxies;

	Reachability(BooleanSupplier classProxies) {
		this.classProxies = classProxies;
	}

	/**
	 * Says why no method of a class can be intercepted.
	 * @param type the class of the bean
	 * @return the reason and the remedy, {@code null} if there is none
	 */
	@Nullable String problemOf(Class<?> type) {
		if (Proxy.isProxyClass(type) || isProxiedByInterface(type)) {
			return null;
		}
		if (Modifier.isFinal(type.getModifiers()) || type.isSealed()) {
			return "its class is " + (type.isSealed() ? "sealed" : "final")
					+ " and cannot be subclassed by a proxy; remove the modifier (in Kotlin: 'open', or the compiler "
					+ "plugin 'kotlin-spring')";
		}
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			if (!Modifier.isPrivate(constructor.getModifiers())) {
				return null;
			}
		}
		return "its class has only private constructors and cannot be subclassed by a proxy; "
				+ "make one of them package-private";
	}

	/**
	 * Says why a method cannot be intercepted.
	 * @param declarations the method, with what it overrides
	 * @return the reason and the remedy, {@code null} if it can
	 */
	@Nullable String problemOf(Declarations declarations) {
		Class<?> type = declarations.type();
		int modifiers = declarations.method().getModifiers();
		if (Modifier.isStatic(modifiers)) {
			return "it is static; make it an instance method";
		}
		if (Modifier.isPrivate(modifiers)) {
			return "it is private; make it public or package-private and call it from another bean";
		}
		if (Proxy.isProxyClass(type)) {
			return null;
		}
		if (isProxiedByInterface(type)) {
			return declarations.isInInterface() ? null : "no interface of its class declares it; "
					+ "declare it there, or set spring.aop.proxy-target-class=true";
		}
		return Modifier.isFinal(modifiers) ? "it is final; remove the modifier (in Kotlin: 'open')" : null;
	}

	private boolean isProxiedByInterface(Class<?> type) {
		if (this.classProxies.getAsBoolean()) {
			return false;
		}
		ProxyFactory factory = new ProxyFactory();
		evaluateProxyInterfaces(type, factory);
		return !factory.isProxyTargetClass();
	}

}
