/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of tracing for Spring Cloud Gateway on servlets. Its server span is
 * that of any servlet application, its client span that of the RestClient in it.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnClass(RequestHttpHeadersFilter.class)
@ConditionalOnBean(Operations.class)
public final class WebMvcGatewayTracingAutoConfiguration {

	WebMvcGatewayTracingAutoConfiguration() {
	}

	@Bean
	GatewayRequestHeaders tracingGatewayRequestHeaders(ObjectProvider<Operations> operations,
			ObjectProvider<Egress> egress) {
		return new GatewayRequestHeaders(FirstUse.of(operations), () -> egress.getIfAvailable(() -> Egress.OPEN));
	}

}
