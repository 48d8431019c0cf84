/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Clients that the user made without a builder of Spring Boot's.
 */
@Configuration(proxyBeanMethods = false)
final class UserMadeClients {

	@Bean
	RestClient userRestClient() {
		return RestClient.create();
	}

	@Bean
	RestClient.Builder userRestClientBuilder() {
		return RestClient.builder();
	}

	@Bean
	RestTemplate userRestTemplate() {
		return new RestTemplate();
	}

	@Bean
	WebClient userWebClient() {
		return WebClient.create();
	}

	@Bean
	WebClient.Builder userWebClientBuilder() {
		return WebClient.builder();
	}

}
