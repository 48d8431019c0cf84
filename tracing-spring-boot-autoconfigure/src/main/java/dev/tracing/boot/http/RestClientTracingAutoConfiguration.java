/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.observation.ObservedContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Auto-configuration of tracing for RestClient and RestTemplate, and for the HTTP
 * interfaces that use them.
 */
@AutoConfiguration(after = HttpClientTracingAutoConfiguration.class)
@ConditionalOnClass(RestClient.class)
@ConditionalOnBean(HttpClientTracing.class)
public final class RestClientTracingAutoConfiguration {

	RestClientTracingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	RestClientTracing restClientTracing(ObjectProvider<HttpClientTracing> tracing) {
		return new RestClientTracing(FirstUse.of(tracing));
	}

	@Bean
	static RestClientPostProcessor restClientTracingPostProcessor(ObjectProvider<RestClientTracing> tracing) {
		return new RestClientPostProcessor(tracing);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	AdoptingObservationHandler restClientTracingObservationHandler(ObservedContext contexts) {
		return RestClientTracing.observationHandler(contexts);
	}

	@Bean
	RestClientHttpServiceGroupConfigurer restClientTracingGroupConfigurer(RestClientTracing tracing) {
		return (groups) -> groups.forEachClient((group, builder) -> tracing.customize(builder));
	}

	/**
	 * What Spring Boot builds.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClientCustomizer.class)
	static class BootConfiguration {

		@Bean
		static BootRestClientPostProcessor bootRestClientTracingPostProcessor(ConfigurableListableBeanFactory beans,
				ObjectProvider<RestClientTracing> tracing) {
			return new BootRestClientPostProcessor(beans, tracing);
		}

		@Bean
		RestClientCustomizer tracingRestClientCustomizer(RestClientTracing tracing) {
			return tracing::customize;
		}

		@Bean
		RestTemplateCustomizer tracingRestTemplateCustomizer(RestClientTracing tracing) {
			return tracing::customize;
		}

	}

}
