/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;

import org.springframework.http.HttpHeaders;

/**
 * What the clients share: how an attempt starts and how its context is sent.
 *
 * @param operations where spans start
 * @param semantics what they are called and say
 */
record HttpClientTracing(Operations operations, HttpClientSemantics semantics) {

	private static final TextMapSetter<HttpHeaders> SETTER = (headers, name, value) -> {
		if (headers != null) {
			headers.set(name, value);
		}
	};

	boolean skips(Context parent) {
		return this.operations.skips(parent);
	}

	Operation start(Context parent, HttpClientRequest request) {
		Operation operation = this.operations.start(parent, this.semantics, request);
		return operation;
	}

	void inject(Context context, HttpHeaders headers) {
		inject(context, headers, SETTER);
	}

	<C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
		this.operations.inject(context, carrier, setter);
	}

	/**
	 * Puts a context in place of the one that headers hold. A gateway sends what it
	 * received, and what it received may be in another format or from a stranger.
	 * @param context the context to send
	 * @param headers the headers to change
	 */
	void replace(Context context, HttpHeaders headers) {
		this.operations.fields().forEach(headers::remove);
		inject(context, headers);
	}

}
