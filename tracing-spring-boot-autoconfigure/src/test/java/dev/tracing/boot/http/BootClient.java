/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.BiConsumer;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients that Spring Boot builds.
 */
enum BootClient {

	REST_CLIENT((context, url) -> context.getBean(RestClient.Builder.class)
		.build()
		.get()
		.uri(url, "42")
		.retrieve()
		.body(String.class)),

	REST_TEMPLATE(
			(context, url) -> context.getBean(RestTemplateBuilder.class).build().getForObject(url, String.class, "42")),

	WEB_CLIENT((context, url) -> context.getBean(WebClient.Builder.class)
		.build()
		.get()
		.uri(url, "42")
		.retrieve()
		.bodyToMono(String.class)
		.block());

	private final BiConsumer<ApplicationContext, String> call;

	BootClient(BiConsumer<ApplicationContext, String> call) {
		this.call = call;
	}

	void call(ApplicationContext context, String url) {
		this.call.accept(context, url);
	}

}
