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
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Auto-configuration of tracing for WebClient, and for the HTTP interfaces that use it.
 */
@AutoConfiguration(after = HttpClientTracingAutoConfiguration.class)
@ConditionalOnClass(WebClient.class)
@ConditionalOnBean(HttpClientTracing.class)
public final class WebClientTracingAutoConfiguration {

	WebClientTracingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	WebClientTracing webClientTracing(ObjectProvider<HttpClientTracing> tracing, ObservedContext contexts) {
		return new WebClientTracing(FirstUse.of(tracing), contexts);
	}

	@Bean
	static WebClientPostProcessor webClientTracingPostProcessor(ObjectProvider<WebClientTracing> tracing) {
		return new WebClientPostProcessor(tracing);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	AdoptingObservationHandler webClientTracingObservationHandler(ObservedContext contexts) {
		return WebClientTracing.observationHandler(contexts);
	}

	@Bean
	WebClientHttpServiceGroupConfigurer webClientTracingGroupConfigurer(WebClientTracing tracing) {
		return (groups) -> groups.forEachClient((group, builder) -> tracing.customizeWithRegistry(builder));
	}

	/**
	 * What Spring Boot builds.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientCustomizer.class)
	static class BootConfiguration {

		@Bean
		static BootWebClientPostProcessor bootWebClientTracingPostProcessor(ConfigurableListableBeanFactory beans,
				ObjectProvider<WebClientTracing> tracing) {
			return new BootWebClientPostProcessor(beans, tracing);
		}

		@Bean
		WebClientCustomizer tracingWebClientCustomizer(WebClientTracing tracing) {
			return tracing::customize;
		}

	}

}
