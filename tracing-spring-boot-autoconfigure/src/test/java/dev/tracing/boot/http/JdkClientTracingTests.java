/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

class JdkClientTracingTests extends HttpClientContract {

	@Override
	Class<?> configuration() {
		return Client.class;
	}

	@Override
	int send(ApplicationContext context, HttpMethod method, URI uri) {
		HttpRequest request = HttpRequest.newBuilder(uri)
			.method(method.name(), HttpRequest.BodyPublishers.noBody())
			.header("X-Tenant", "blue")
			.build();
		try {
			return context.getBean(HttpClient.class).send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	void sendTemplate(ApplicationContext context, String url, String id) {
		send(context, HttpMethod.GET, URI.create(url + "/orders/" + id + "?page=1"));
	}

	@Override
	boolean knowsTemplate() {
		return false;
	}

	@Override
	boolean isObserved() {
		return false;
	}

	@Configuration(proxyBeanMethods = false)
	static class Client {

		@Bean
		HttpClient httpClient() {
			return HttpClient.newHttpClient();
		}

	}

}
