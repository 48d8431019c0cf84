/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.Map;

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
 * @param batch Batches in which spans are exported.
 */
@ConfigurationProperties("tracing.export")
public record ExportProperties(@DefaultValue("true") boolean enabled, @Nullable String endpoint,
		@Nullable Protocol protocol, @DefaultValue Map<String, String> headers, @DefaultValue("10s") Duration timeout,
		@DefaultValue("10s") Duration connectTimeout, @DefaultValue("none") Compression compression,
		@Nullable String sslBundle, @DefaultValue("5s") Duration shutdownTimeout, @DefaultValue Batch batch) {

	public ExportProperties {
		headers = Map.copyOf(headers);
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
	 * Batches in which spans are exported.
	 *
	 * @param maxQueueSize Most finished spans that wait for their export; further ones
	 * are dropped.
	 * @param maxBatchSize Most spans in one export.
	 * @param scheduleDelay Longest time that a finished span waits for its batch to fill.
	 * @param timeout Longest time that the next batch waits for the one before it.
	 */
	public record Batch(@DefaultValue("2048") int maxQueueSize, @DefaultValue("512") int maxBatchSize,
			@DefaultValue("5s") Duration scheduleDelay, @DefaultValue("30s") Duration timeout) {
	}

}
