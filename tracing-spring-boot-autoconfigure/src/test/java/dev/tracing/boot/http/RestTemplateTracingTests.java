/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.NoOpResponseErrorHandler;
import org.springframework.web.client.RestTemplate;

class RestTemplateTracingTests extends HttpClientContract {

	@Override
	Class<?> configuration() {
		return Client.class;
	}

	@Override
	int send(ApplicationContext context, HttpMethod method, URI uri) {
		return context.getBean(RestTemplate.class).exchange(uri, method, null, Void.class).getStatusCode().value();
	}

	@Override
	void sendTemplate(ApplicationContext context, String url, String id) {
		context.getBean(RestTemplate.class).getForObject(url + "/orders/{id}?page=1", String.class, id);
	}

	@Override
	boolean knowsTemplate() {
		return false;
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		RestTemplate restTemplate(RestTemplateBuilder builder) {
			return builder.defaultHeader("X-Tenant", "blue").errorHandler(new NoOpResponseErrorHandler()).build();
		}

	}

}
