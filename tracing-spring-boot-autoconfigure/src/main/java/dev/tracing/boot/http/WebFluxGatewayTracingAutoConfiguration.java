/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.observation.ObservedContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of tracing for Spring Cloud Gateway on WebFlux, which sends its
 * requests without a WebClient.
 */
@AutoConfiguration(after = HttpClientTracingAutoConfiguration.class,
		afterName = "org.springframework.cloud.gateway.config.GatewayAutoConfiguration")
@ConditionalOnClass({ NettyRoutingFilter.class, GatewayContext.class })
@ConditionalOnBean({ HttpClientTracing.class, NettyRoutingFilter.class })
public final class WebFluxGatewayTracingAutoConfiguration {

	WebFluxGatewayTracingAutoConfiguration() {
	}

	@Bean
	GatewayTracingFilter tracingGatewayFilter(ObjectProvider<HttpClientTracing> tracing, ObservedContext contexts) {
		return new GatewayTracingFilter(FirstUse.of(tracing), contexts);
	}

	// Before the gateway's own handler, of which there is none with metrics alone.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	AdoptingObservationHandler tracingGatewayObservationHandler(ObservedContext contexts) {
		return new AdoptingObservationHandler(contexts::tracer, GatewayContext.class::isInstance,
				GatewayTracingFilter::span);
	}

}
