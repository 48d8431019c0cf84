/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

/**
 * Tells the native image which methods expressions may call: those of the bean, of its
 * parameters and of its results.
 */
final class TracedAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Lineage lineage = new Lineage(ClassUtils.getUserClass(bean.getBeanClass()));
		if (!lineage.mentionsTracing()) {
			return null;
		}
		boolean controller = lineage.isController();
		Set<Class<?>> types = new LinkedHashSet<>();
		for (Method method : lineage.methods()) {
			Declarations declarations = lineage.declarations(method);
			if (declarations.traced() != null || (controller && declarations.hasAttributes())) {
				types.add(method.getDeclaringClass());
				Collections.addAll(types, method.getParameterTypes());
				types.add(method.getReturnType());
			}
		}
		return (context, code) -> register(context.getRuntimeHints(), types);
	}

	private static void register(RuntimeHints hints, Set<Class<?>> types) {
		// An annotation with aliases is read through a proxy.
		hints.proxies().registerJdkProxy(Traced.class);
		for (Class<?> type : types) {
			if (!type.isPrimitive() && !type.isArray()) {
				hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
			}
		}
	}

}
