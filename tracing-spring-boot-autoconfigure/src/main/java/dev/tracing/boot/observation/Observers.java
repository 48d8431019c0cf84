/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.TracingObservationHandler;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.util.ClassUtils;

/**
 * Whether an Observation has listeners besides tracing. Without, it costs time and memory
 * for nothing where there is a native span.
 */
public final class Observers {

	private static final String BOOT_REGISTRY = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";

	private static final boolean METERS = ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry",
			Observers.class.getClassLoader());

	private Observers() {
	}

	/**
	 * Looks at the definitions of the beans, none of which is created.
	 * @param beanFactory the bean factory, with all definitions
	 * @return whether somebody besides tracing may listen
	 */
	public static boolean arePresent(ConfigurableListableBeanFactory beanFactory) {
		return (METERS && Meters.arePresent(beanFactory))
				|| names(beanFactory, ObservationRegistryCustomizer.class).length > 0 || hasOwnRegistry(beanFactory)
				|| hasOtherHandler(beanFactory);
	}

	private static boolean hasOwnRegistry(ConfigurableListableBeanFactory beanFactory) {
		for (String name : names(beanFactory, ObservationRegistry.class)) {
			if (!beanFactory.containsBeanDefinition(name)
					|| !BOOT_REGISTRY.equals(beanFactory.getBeanDefinition(name).getFactoryBeanName())) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasOtherHandler(ConfigurableListableBeanFactory beanFactory) {
		for (String name : names(beanFactory, ObservationHandler.class)) {
			Class<?> type = beanFactory.getType(name, false);
			if (type == null || !TracingObservationHandler.class.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

	private static String[] names(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false);
	}

	private static final class Meters {

		static boolean arePresent(ConfigurableListableBeanFactory beanFactory) {
			return names(beanFactory, MeterRegistry.class).length > 0;
		}

	}

}
