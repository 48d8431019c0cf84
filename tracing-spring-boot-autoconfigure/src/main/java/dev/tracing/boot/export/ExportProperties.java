/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.tracing.boot.OtlpEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the export. Spring Boot's own keys and the OTEL_* variables win over
 * them.
 *
 * @param enabled Whether spans are sent to a collector.
 * @param endpoint Address of the OTLP collector: a base URL such as http://localhost:4318
 * or the full one. Without it spans stay local.
 * @param protocol Protocol of the collector. Told by the port where it is not set: 4317
 * is gRPC, anything else HTTP.
 * @param headers Headers that are sent with every export.
 * @param timeout Longest time for one export, retries included.
 * @param connectTimeout Longest time to connect to the collector.
 * @param compression Compression of what is sent.
 * @param sslBundle Name of the SSL bundle for the connection to the collector.
 * @param shutdownTimeout Longest time that closing the application waits for the last
 * spans to be exported.
 * @param concurrency Most exports to one destination at the same time, if one is slow.
 * With the spool, one of them is sent and the others wait for it, on disk if need be.
 * @param batch Batches in which spans are exported.
 * @param destinations Further collectors by name, each with a queue of its own.
 */
@ConfigurationProperties("tracing.export")
public record ExportProperties(@DefaultValue("true") boolean enabled, @Nullable String endpoint,
		@Nullable Protocol protocol, @DefaultValue Map<String, String> headers, @DefaultValue("10s") Duration timeout,
		@DefaultValue("10s") Duration connectTimeout, @DefaultValue("none") Compression compression,
		@Nullable String sslBundle, @DefaultValue("5s") Duration shutdownTimeout, @DefaultValue("2") int concurrency,
		@DefaultValue Batch batch, @DefaultValue Map<String, Destination> destinations) {

	public ExportProperties {
		headers = Map.copyOf(headers);
		destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
	}

	/**
	 * Protocol of the collector.
	 */
	public enum Protocol {

		/**
		 * OTLP over gRPC.
		 */
		GRPC,

		/**
		 * OTLP as Protobuf over HTTP.
		 */
		HTTP_PROTOBUF

	}

	/**
	 * Compression of what is sent.
	 */
	public enum Compression {

		/**
		 * Not compressed.
		 */
		NONE,

		/**
		 * Compressed by gzip.
		 */
		GZIP

	}

	/**
	 * A further collector.
	 *
	 * @param endpoint Address of the collector: a base URL or the full one.
	 * @param protocol Protocol of the collector. Told by the port where it is not set.
	 * @param headers Headers that are sent with every export to this collector.
	 * @param timeout Longest time for one export, retries included.
	 * @param compression Compression of what is sent.
	 * @param sslBundle Name of the SSL bundle for the connection to the collector.
	 * @param maxQueueSize Most finished spans that wait for their export to this
	 * collector.
	 */
	public record Destination(@Nullable String endpoint, @Nullable Protocol protocol,
			@DefaultValue Map<String, String> headers, @DefaultValue("10s") Duration timeout,
			@DefaultValue("none") Compression compression, @Nullable String sslBundle,
			@DefaultValue("2048") int maxQueueSize) {

		public Destination {
			headers = Map.copyOf(headers);
		}

		boolean isGrpc() {
			return (this.protocol != null) ? this.protocol == Protocol.GRPC
					: this.endpoint != null && OtlpEndpoint.hasGrpcPort(this.endpoint);
		}

	}

	/**
	 * Batches in which spans are exported.
	 *
	 * @param maxQueueSize Most finished spans that wait for their export; of further ones
	 * the least valuable are dropped.
	 * @param maxBatchSize Most spans in one export.
	 * @param scheduleDelay Longest time that a finished span waits for its batch to fill.
	 * @param timeout Longest time that an export is waited for, even if
	 * tracing.export.timeout is longer.
	 */
	public record Batch(@DefaultValue("2048") int maxQueueSize, @DefaultValue("512") int maxBatchSize,
			@DefaultValue("5s") Duration scheduleDelay, @DefaultValue("30s") Duration timeout) {
	}

}
