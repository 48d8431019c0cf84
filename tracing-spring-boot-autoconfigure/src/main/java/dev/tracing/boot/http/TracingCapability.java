/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Supplier;

import feign.Capability;
import feign.Client;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Traces Feign clients, one span per attempt. Spring Cloud's clients and every
 * {@code Feign.Builder} that is a bean have it; to a builder made by hand it is added by
 * {@code addCapability}, as the last one. Clients that return futures are not traced.
 */
public final class TracingCapability implements Capability, Ordered {

	private final Supplier<@Nullable HttpClientTracing> tracing;

	TracingCapability(Supplier<@Nullable HttpClientTracing> tracing) {
		this.tracing = tracing;
	}

	/**
	 * The last capability is the outermost one: others then see the span.
	 * @return the lowest precedence
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Client enrich(Client client) {
		return new TracingFeignClient(client, this.tracing);
	}

}
