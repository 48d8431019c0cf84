/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import feign.Feign;
import feign.RequestLine;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;

/**
 * The other ways to call a controller.
 */
final class ClientHops {

	private ClientHops() {
	}

	private abstract static class ClientHop extends HttpHops.RequestHop {

		private final String client;

		ClientHop(String client) {
			super("controller", "/plain", "");
			this.client = client;
		}

		@Override
		public String group() {
			return this.client;
		}

	}

	static final class Template extends ClientHop {

		Template() {
			super("`RestTemplate`");
		}

		@Override
		void get(ApplicationContext application, String url) {
			application.getBean(RestTemplateBuilder.class).build().getForObject(url, String.class);
		}

	}

	static final class Jdk extends ClientHop {

		Jdk() {
			super("JDK `HttpClient` bean");
		}

		@Override
		void get(ApplicationContext application, String url) {
			application.getBean(HttpClient.class)
				.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
				.join();
		}

	}

	static final class FeignClient extends ClientHop {

		FeignClient() {
			super("Feign client");
		}

		@Override
		void get(ApplicationContext application, String url) {
			application.getBean(Feign.Builder.class).target(Plain.class, url.substring(0, url.lastIndexOf('/'))).get();
		}

	}

	/**
	 * The controller, as Feign sees it.
	 */
	interface Plain {

		@RequestLine("GET /plain")
		void get();

	}

}
