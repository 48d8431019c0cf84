/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Reads the headers of a WebFlux request. A header that was sent several times is one
 * list, as HTTP says.
 */
enum ReactiveHeaderGetter implements TextMapGetter<ServerHttpRequest> {

	INSTANCE;

	@Override
	public Iterable<String> keys(ServerHttpRequest carrier) {
		return carrier.getHeaders().headerNames();
	}

	@Override
	public @Nullable String get(@Nullable ServerHttpRequest carrier, String key) {
		List<String> values = (carrier != null) ? carrier.getHeaders().get(key) : null;
		if (values == null || values.isEmpty()) {
			return null;
		}
		return (values.size() == 1) ? values.get(0) : String.join(",", values);
	}

}
