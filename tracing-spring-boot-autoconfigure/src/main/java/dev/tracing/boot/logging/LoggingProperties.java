/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the correlation of logs with traces.
 *
 * @param enabled Whether log lines carry the ids of trace and span.
 * @param keys Names of the ids: boot for traceId and spanId, otel for trace_id and
 * span_id.
 */
@ConfigurationProperties("tracing.logging")
public record LoggingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("boot") Keys keys) {

	/**
	 * Names of the ids in the MDC, in patterns and in structured logs.
	 */
	public enum Keys {

		/**
		 * As Spring Boot writes them: traceId and spanId.
		 */
		BOOT("traceId", "spanId"),

		/**
		 * As OpenTelemetry writes them: trace_id and span_id.
		 */
		OTEL("trace_id", "span_id");

		private final String traceId;

		private final String spanId;

		Keys(String traceId, String spanId) {
			this.traceId = traceId;
			this.spanId = spanId;
		}

		String traceId() {
			return this.traceId;
		}

		String spanId() {
			return this.spanId;
		}

	}

}
