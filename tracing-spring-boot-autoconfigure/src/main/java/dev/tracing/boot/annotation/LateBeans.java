/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Reads the annotations of beans that are made later, lazily or for a request, when the
 * application starts: a mistake in them must not wait for the request that makes them.
 */
final class LateBeans implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private final TracedMethods methods;

	LateBeans(ConfigurableListableBeanFactory beanFactory, TracedMethods methods) {
		this.beanFactory = beanFactory;
		this.methods = methods;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (this.beanFactory.containsSingleton(name)
					|| this.beanFactory.getMergedBeanDefinition(name).isAbstract()) {
				continue;
			}
			Class<?> type = this.beanFactory.getType(name, false);
			if (type != null) {
				this.methods.matches(type);
			}
		}
	}

}
