/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.tracing.sample.Latency;
import io.opentelemetry.context.Context;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The order service.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(Latency.class)
public class OrderApplication {

	@Bean
	RestClient payments(RestClient.Builder builder, @Value("${shop.url.payment}") String url) {
		return builder.baseUrl(url).build();
	}

	@Bean
	WebClient inventory(WebClient.Builder builder, @Value("${shop.url.inventory}") String url) {
		return builder.baseUrl(url).build();
	}

	@Bean
	ExecutorService orderExecutor() {
		// What runs here belongs to the trace of whoever submitted it.
		return Context.taskWrapping(Executors.newFixedThreadPool(8, new CustomizableThreadFactory("order-")));
	}

}
