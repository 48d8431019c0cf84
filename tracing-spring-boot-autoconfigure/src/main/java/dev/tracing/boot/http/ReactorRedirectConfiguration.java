/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Egress;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The redirects of what Spring Boot builds on Reactor Netty, where not every host is told
 * the trace.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ HttpClient.class, ReactorClientHttpRequestFactoryBuilder.class,
		ReactorClientHttpConnectorBuilder.class })
class ReactorRedirectConfiguration {

	@Bean
	ReactorRedirects tracingReactorRedirects(ObjectProvider<HttpClientTracing> tracing) {
		return new ReactorRedirects(FirstUse.of(tracing));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ClientHttpRequestFactoryBuilderCustomizer<ReactorClientHttpRequestFactoryBuilder> tracingReactorRequestFactoryCustomizer(
			ReactorRedirects redirects, ObjectProvider<Egress> egress) {
		return (builder) -> isOpen(egress) ? builder : builder.withHttpClientCustomizer(redirects::watch);
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> tracingReactorConnectorCustomizer(
			ReactorRedirects redirects, ObjectProvider<Egress> egress) {
		return (builder) -> isOpen(egress) ? builder : builder.withHttpClientCustomizer(redirects::watch);
	}

	private static boolean isOpen(ObjectProvider<Egress> egress) {
		return egress.getIfAvailable(() -> Egress.OPEN) == Egress.OPEN;
	}

}
