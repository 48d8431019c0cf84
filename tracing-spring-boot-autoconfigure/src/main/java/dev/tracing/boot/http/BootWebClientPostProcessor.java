/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.Observers;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.webclient.observation.ObservationWebClientCustomizer;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Reduces Spring Boot's Observations of WebClient to their parent where nobody listens. A
 * registry that the user sets on a client stays.
 */
final class BootWebClientPostProcessor implements BeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<WebClientTracing> tracing;

	BootWebClientPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<WebClientTracing> tracing) {
		this.beans = beans;
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ObservationWebClientCustomizer customizer && !Observers.arePresent(this.beans)) {
			return new SilentCustomizer(customizer, this.tracing.getObject().silentRegistry());
		}
		return bean;
	}

	private static final class SilentCustomizer extends ObservationWebClientCustomizer {

		private final ObservationWebClientCustomizer delegate;

		private final ObservationRegistry registry;

		SilentCustomizer(ObservationWebClientCustomizer delegate, ObservationRegistry registry) {
			super(registry, new DefaultClientRequestObservationConvention());
			this.delegate = delegate;
			this.registry = registry;
		}

		@Override
		public void customize(WebClient.Builder builder) {
			this.delegate.customize(builder);
			builder.observationRegistry(this.registry);
		}

	}

}
