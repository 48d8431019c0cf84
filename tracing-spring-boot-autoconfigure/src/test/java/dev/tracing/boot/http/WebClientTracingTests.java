/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;

class WebClientTracingTests extends HttpClientContract {

	@Override
	Class<?> configuration() {
		return Client.class;
	}

	@Override
	int send(ApplicationContext context, HttpMethod method, URI uri) {
		Integer status = context.getBean(WebClient.class)
			.method(method)
			.uri(uri)
			.exchangeToMono((response) -> response.releaseBody().then(Mono.just(response.statusCode().value())))
			.block(Duration.ofSeconds(10));
		return Objects.requireNonNull(status);
	}

	@Override
	void sendTemplate(ApplicationContext context, String url, String id) {
		context.getBean(WebClient.class)
			.get()
			.uri(url + "/orders/{id}?page=1", id)
			.retrieve()
			.toBodilessEntity()
			.block(Duration.ofSeconds(10));
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		WebClient webClient(WebClient.Builder builder) {
			return builder.defaultHeader("X-Tenant", "blue").build();
		}

	}

}
