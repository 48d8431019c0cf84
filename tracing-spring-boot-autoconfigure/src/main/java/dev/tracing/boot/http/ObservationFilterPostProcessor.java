/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.Observers;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Puts Spring Boot's observation filter behind ours, so that its Observation finds our
 * span, and takes it away where nobody but tracing would listen to it.
 */
final class ObservationFilterPostProcessor implements BeanFactoryPostProcessor, BeanPostProcessor {

	static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

	private static final String BOOT_FILTER = "webMvcObservationFilter";

	private static final String BOOT_CONFIGURATION = "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration";

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		// A disabled registration in its place would say so in the log at each start.
		if (beanFactory instanceof BeanDefinitionRegistry registry && registry.containsBeanDefinition(BOOT_FILTER)
				&& BOOT_CONFIGURATION.equals(registry.getBeanDefinition(BOOT_FILTER).getFactoryBeanName())
				&& !Observers.arePresent(beanFactory)) {
			registry.removeBeanDefinition(BOOT_FILTER);
		}
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof FilterRegistrationBean<?> registration && registration.getOrder() <= FILTER_ORDER
				&& registration.getFilter() instanceof ServerHttpObservationFilter) {
			registration.setOrder(FILTER_ORDER + 1);
		}
		return bean;
	}

}
