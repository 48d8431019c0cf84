/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import feign.Feign;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import feign.Retryer;
import feign.Target;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/**
 * Feign without Spring Cloud, from a builder that is a bean.
 */
class FeignTracingTests extends HttpClientContract {

	@Override
	Class<?> configuration() {
		return Client.class;
	}

	@Override
	int send(ApplicationContext context, HttpMethod method, URI uri) {
		Any any = context.getBean(Feign.Builder.class).target(Target.EmptyTarget.create(Any.class));
		try (Response response = method.equals(HttpMethod.HEAD) ? any.head(uri) : any.get(uri)) {
			return response.status();
		}
	}

	@Override
	void sendTemplate(ApplicationContext context, String url, String id) {
		context.getBean(Feign.Builder.class).target(Orders.class, url).order(id);
	}

	@Override
	boolean isObserved() {
		return false;
	}

	// Feign has a fixed set of methods.
	@Override
	void unknownMethodIsNoPartOfTheName() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		Feign.Builder feignBuilder() {
			return Feign.builder()
				.retryer(Retryer.NEVER_RETRY)
				.requestInterceptor((template) -> template.header("X-Tenant", "blue"));
		}

	}

	/**
	 * Any URL.
	 */
	interface Any {

		@RequestLine("GET")
		Response get(URI uri);

		@RequestLine("HEAD")
		Response head(URI uri);

	}

	/**
	 * What a user writes.
	 */
	interface Orders {

		@RequestLine("GET /orders/{id}?page=1")
		String order(@Param("id") String id);

	}

}
