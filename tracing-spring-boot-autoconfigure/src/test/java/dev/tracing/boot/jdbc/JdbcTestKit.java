/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.List;
import java.util.UUID;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Applications with H2 behind Hikari, and the spans of what they execute.
 */
final class JdbcTestKit {

	static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");

	static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");

	static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");

	static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");

	static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");

	static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");

	static final AttributeKey<String> STATUS_CODE = AttributeKey.stringKey("db.response.status_code");

	static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");

	static final AttributeKey<String> POOL = AttributeKey.stringKey("db.client.connection.pool.name");

	private JdbcTestKit() {
	}

	static String url() {
		return "jdbc:h2:mem:shop" + UUID.randomUUID().toString().substring(0, 8);
	}

	static ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
					JdbcTracingAutoConfiguration.class, TracingAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean(RecordedSpans.class)
			.withPropertyValues("spring.datasource.url=" + url(), "management.tracing.sampling.probability=1.0",
					"tracing.jdbc.connection-wait-threshold=1h");
	}

	/**
	 * Runs work in a span of its own and returns the spans inside it, in the order of
	 * their ends.
	 */
	static List<SpanData> inSpan(ApplicationContext context, Work work) throws Exception {
		RecordedSpans recorded = context.getBean(RecordedSpans.class);
		Span span = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
		try (Scope scope = span.makeCurrent()) {
			work.run();
		}
		finally {
			span.end();
		}
		return recorded.takeUntil("caller");
	}

	/**
	 * What may fail.
	 */
	interface Work {

		void run() throws Exception;

	}

}
