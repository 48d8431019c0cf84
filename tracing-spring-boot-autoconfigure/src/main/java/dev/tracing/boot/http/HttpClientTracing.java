/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What the clients share: how an attempt starts and how its context is sent.
 *
 * @param operations where spans start
 * @param semantics what they are called and say
 * @param egress who is told of them
 */
record HttpClientTracing(Operations operations, HttpClientSemantics semantics, Egress egress) {

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

	void inject(Context context, URI uri, HttpHeaders headers) {
		if (this.egress == Egress.OPEN) {
			this.operations.inject(context, headers, SETTER);
			return;
		}
		Context told = this.egress.told(context, host(uri));
		if (told != null) {
			this.operations.inject(told, headers, SETTER);
		}
	}

	// Names that are not quite names, such as those with an underscore, are only part of
	// the authority.
	private static @Nullable String host(URI uri) {
		String authority = uri.getRawAuthority();
		if (uri.getHost() != null || authority == null) {
			return uri.getHost();
		}
		String host = authority.substring(authority.lastIndexOf('@') + 1);
		int port = host.lastIndexOf(':');
		return (port < 0) ? host : host.substring(0, port);
	}

}
