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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilderFactory;

class HttpInterfaceTracingTests extends HttpClientContract {

	@Override
	Class<?> configuration() {
		return Client.class;
	}

	@Override
	int send(ApplicationContext context, HttpMethod method, URI uri) {
		return context.getBean(Orders.class).send(method, uri).getStatusCode().value();
	}

	@Override
	void sendTemplate(ApplicationContext context, String url, String id) {
		context.getBean(Orders.class).order(new DefaultUriBuilderFactory(url), id);
	}

	// A server that is a parameter hides the template from the RestClient.
	@Override
	boolean knowsTemplate() {
		return false;
	}

	/**
	 * What the user writes.
	 */
	interface Orders {

		@HttpExchange
		ResponseEntity<Void> send(HttpMethod method, URI uri);

		@GetExchange("/orders/{id}?page=1")
		String order(UriBuilderFactory server, @PathVariable String id);

	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		Orders orders(RestClient.Builder builder) {
			RestClient client = builder.defaultHeader("X-Tenant", "blue")
				.defaultStatusHandler((status) -> true, (request, response) -> {
				})
				.build();
			return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
				.build()
				.createClient(Orders.class);
		}

	}

}
