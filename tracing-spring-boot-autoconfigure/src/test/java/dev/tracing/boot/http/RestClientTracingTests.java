/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

class RestClientTracingTests extends HttpClientContract {

	@Override
	Class<?> configuration() {
		return Client.class;
	}

	@Override
	int send(ApplicationContext context, HttpMethod method, URI uri) {
		return context.getBean(RestClient.class)
			.method(method)
			.uri(uri)
			.exchange((request, response) -> response.getStatusCode().value());
	}

	@Override
	void sendTemplate(ApplicationContext context, String url, String id) {
		context.getBean(RestClient.class).get().uri(url + "/orders/{id}?page=1", id).retrieve().toBodilessEntity();
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		RestClient restClient(RestClient.Builder builder) {
			return builder.defaultHeader("X-Tenant", "blue").build();
		}

	}

}
