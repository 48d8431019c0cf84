/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who knows the trace of his request, because he started it.
 *
 * @param traceId id of the trace
 * @param spanId id of his own span, which nobody exports
 */
record Customer(String traceId, String spanId) {

	private static final HttpClient client = HttpClient.newHttpClient();

	static Customer arrive() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return new Customer(hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong()),
				hex.toHexDigits(random.nextLong() | 1));
	}

	HttpResponse<String> post(String url) {
		return post(url, "");
	}

	HttpResponse<String> post(String url, String json) {
		return post(url, json, traceparent());
	}

	String get(String url) {
		return send(HttpRequest.newBuilder(URI.create(url)).build()).body();
	}

	/**
	 * Posts in the name of somebody who knows nothing of traces, unless there is a
	 * header.
	 */
	static HttpResponse<String> post(String url, String json, @Nullable String traceparent) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json));
		if (traceparent != null) {
			request.header("traceparent", traceparent);
		}
		return send(request.build());
	}

	private String traceparent() {
		return "00-" + this.traceId + "-" + this.spanId + "-01";
	}

	private static HttpResponse<String> send(HttpRequest request) {
		try {
			return client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
