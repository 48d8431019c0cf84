/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/**
 * The gateway.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class GatewayApplication {

	@Bean
	RestClient orders(RestClient.Builder builder, @Value("${shop.url.order}") String url) {
		return builder.baseUrl(url).build();
	}

}
