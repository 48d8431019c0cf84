/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Has the parts of Spring Boot's OpenTelemetry SDK made only when somebody asks for them:
 * log export does, and nothing else while tracing is off.
 */
final class DisabledSdk implements BeanFactoryPostProcessor {

	private static final String SDK = "org.springframework.boot.opentelemetry.autoconfigure.";

	private static final String TRACING = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.";

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(name);
			String source = definition.getFactoryBeanName();
			if (source != null && (source.startsWith(SDK) || source.startsWith(TRACING))
					&& definition instanceof AbstractBeanDefinition bean && bean.getLazyInit() == null) {
				bean.setLazyInit(true);
			}
		}
	}

}
