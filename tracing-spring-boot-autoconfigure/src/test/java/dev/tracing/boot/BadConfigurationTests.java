/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user reads when a value is wrong: the property as he wrote it, the value, where
 * he wrote it, and what to write instead.
 */
@ExtendWith(OutputCaptureExtension.class)
class BadConfigurationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "tracing.sampling.ratio | 7 | Write 0.1 to keep one trace in ten",
			"tracing.sampling.ratio | a lot | Double", "tracing.sampling.rescue.errors | 7 | Write 1.0",
			"tracing.sampling.rescue.slower-than | 0s | Write 1s",
			"tracing.sampling.strategy | sometimes | PARENT_BASED_TRACE_ID_RATIO",
			"tracing.export.endpoint | collector:4318 | Write http://localhost:4318",
			"tracing.export.protocol | pigeon | HTTP_PROTOBUF", "tracing.export.compression | zip | GZIP",
			"tracing.export.timeout | 0s | Write 10s", "tracing.export.shutdown-timeout | -1s | longer than zero",
			"tracing.export.batch.max-queue-size | 0 | It must be 1 or more",
			"tracing.export.batch.max-queue-size | many | int",
			"tracing.export.batch.max-batch-size | 4096 | tracing.export.batch.max-queue-size, which is 2048",
			"tracing.export.batch.schedule-delay | 0s | Write 5s",
			"tracing.limits.max-attributes | -1 | It must be 1 or more", "tracing.limits.max-events | few | int",
			"tracing.propagation.type | pigeon | B3_MULTI", "tracing.semconv | newest | STABLE",
			"tracing.naming | nice | COMPONENT", "tracing.logging.keys | mine | OTEL",
			"tracing.enabled | maybe | boolean", "tracing.export.enabled | maybe | boolean",
			"tracing.logging.enabled | maybe | boolean", "tracing.kafka.enabled | maybe | boolean",
			"tracing.jdbc.enabled | maybe | boolean",
			"tracing.jdbc.connection-wait-threshold | -1ms | must not be negative",
			"tracing.kafka.batch | one | SINGLE_PARENT", "tracing.kafka.batch-limit | 0 | It must be 1 or more",
			"tracing.kafka.receive-spans | maybe | boolean", "tracing.annotation.enabled | maybe | boolean",
			"tracing.http.server.enabled | maybe | boolean", "tracing.annotation.order | first | int",
			"tracing.console | picture | TREE", "management.tracing.sampling.probability | 7 | Write 0.1",
			"management.opentelemetry.tracing.export.max-queue-size | 0 | It must be 1 or more" })
	void failureNamesPropertyValueOriginAndRemedy(String property, String value, String remedy, CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(EmptyApplication.class).web(WebApplicationType.NONE)
				.properties(Excluded.technologies())
				.run("--" + property + "=" + value, "--spring.main.banner-mode=off"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(property)
			.contains(value)
			.containsIgnoringCase("from property source \"commandLineArgs\"")
			.contains(remedy);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
