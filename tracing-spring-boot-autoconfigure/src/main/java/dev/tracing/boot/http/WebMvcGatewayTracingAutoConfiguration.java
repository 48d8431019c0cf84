/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

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
@AutoConfiguration(after = HttpClientTracingAutoConfiguration.class)
@ConditionalOnClass(RequestHttpHeadersFilter.class)
@ConditionalOnBean(HttpClientTracing.class)
public final class WebMvcGatewayTracingAutoConfiguration {

	WebMvcGatewayTracingAutoConfiguration() {
	}

	@Bean
	GatewayRequestHeaders tracingGatewayRequestHeaders(ObjectProvider<HttpClientTracing> tracing) {
		return new GatewayRequestHeaders(FirstUse.of(tracing));
	}

}
