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
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.restclient.observation.ObservationRestClientCustomizer;
import org.springframework.boot.restclient.observation.ObservationRestTemplateCustomizer;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Switches Spring Boot's Observations of RestClient and RestTemplate off where nobody
 * listens, and traces RestTemplateBuilders that the user made. A registry that the user
 * sets on a client stays.
 */
final class BootRestClientPostProcessor implements BeanPostProcessor {

	private final ConfigurableListableBeanFactory beans;

	private final RestTemplateCustomizer tracing;

	BootRestClientPostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<RestClientTracing> tracing) {
		this.beans = beans;
		this.tracing = (template) -> tracing.getObject().customize(template);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RestTemplateBuilder builder) {
			return builder.additionalCustomizers(this.tracing);
		}
		if (bean instanceof ObservationRestClientCustomizer customizer && isUnheard()) {
			return new SilentRestClientCustomizer(customizer);
		}
		if (bean instanceof ObservationRestTemplateCustomizer customizer && isUnheard()) {
			return new SilentRestTemplateCustomizer(customizer);
		}
		return bean;
	}

	private boolean isUnheard() {
		return !Observers.arePresent(this.beans);
	}

	private static final class SilentRestClientCustomizer extends ObservationRestClientCustomizer {

		private final ObservationRestClientCustomizer delegate;

		SilentRestClientCustomizer(ObservationRestClientCustomizer delegate) {
			super(ObservationRegistry.NOOP, new DefaultClientRequestObservationConvention());
			this.delegate = delegate;
		}

		@Override
		public void customize(RestClient.Builder builder) {
			this.delegate.customize(builder);
			builder.observationRegistry(ObservationRegistry.NOOP);
		}

	}

	private static final class SilentRestTemplateCustomizer extends ObservationRestTemplateCustomizer {

		private final ObservationRestTemplateCustomizer delegate;

		SilentRestTemplateCustomizer(ObservationRestTemplateCustomizer delegate) {
			super(ObservationRegistry.NOOP, new DefaultClientRequestObservationConvention());
			this.delegate = delegate;
		}

		@Override
		public void customize(RestTemplate template) {
			this.delegate.customize(template);
			template.setObservationRegistry(ObservationRegistry.NOOP);
		}

	}

}
