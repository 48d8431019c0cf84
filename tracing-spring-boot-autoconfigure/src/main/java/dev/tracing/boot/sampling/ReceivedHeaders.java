/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.HashMap;
import java.util.Map;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request or message that rules look at.
 */
final class ReceivedHeaders {

	private static final ContextKey<ReceivedHeaders> KEY = ContextKey.named("dev.tracing.boot.sampling-headers");

	private final Map<String, String> values = new HashMap<>();

	static @Nullable String get(Context context, String name) {
		ReceivedHeaders headers = context.get(KEY);
		return (headers != null) ? headers.values.get(name) : null;
	}

	ReceivedHeaders with(String name, String value) {
		this.values.put(name, value);
		return this;
	}

	Context in(Context context) {
		return context.with(KEY, this);
	}

}
