/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of tracing with gRPC.
 *
 * @param enabled Whether gRPC calls are traced.
 * @param server Calls that this application serves.
 * @param client Calls that this application sends.
 */
@ConfigurationProperties("tracing.grpc")
public record GrpcTracingProperties(@DefaultValue("true") boolean enabled, @DefaultValue Server server,
		@DefaultValue Client client) {

	/**
	 * Calls that this application serves.
	 *
	 * @param enabled Whether calls that this application serves are traced.
	 * @param exclude Methods that are not traced, nor anything that happens in them: full
	 * names such as shop.Payments/Pay, or a service and all its methods such as
	 * shop.Payments/*. Replaces the default list as a whole.
	 */
	// @formatter:off
	public record Server(
			@DefaultValue("true") boolean enabled,
			@DefaultValue({ "grpc.health.v1.Health/*", "grpc.reflection.v1.ServerReflection/*",
					"grpc.reflection.v1alpha.ServerReflection/*" }) List<String> exclude) {
	// @formatter:on

		public Server {
			exclude = List.copyOf(exclude);
		}

	}

	/**
	 * Calls that this application sends.
	 *
	 * @param enabled Whether sent calls have a span and carry the trace.
	 */
	public record Client(@DefaultValue("true") boolean enabled) {
	}

}
