/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Supplier;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Keeps a servlet gateway from sending the caller's own context on among his other
 * headers. Its RestClient puts the client span in place of the server span that is sent
 * here; a client without tracing sends that one.
 */
final class GatewayRequestHeaders implements RequestHttpHeadersFilter, Ordered {

	private final Supplier<@Nullable Operations> operations;

	private final Supplier<Egress> egress;

	GatewayRequestHeaders(Supplier<@Nullable Operations> operations, Supplier<Egress> egress) {
		this.operations = operations;
		this.egress = egress;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public HttpHeaders apply(HttpHeaders received, ServerRequest request) {
		Operations operations = this.operations.get();
		if (operations == null) {
			return received;
		}
		HttpHeaders sent = HttpHeaders.copyOf(received);
		HttpClientTracing.takeOff(operations, sent);
		operations.inject(Context.current(), this.egress.get(), null, sent, HttpClientTracing.SETTER);
		return sent;
	}

}
