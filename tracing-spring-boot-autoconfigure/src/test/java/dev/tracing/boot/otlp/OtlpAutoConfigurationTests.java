/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether and how our senders are used.
 */
class OtlpAutoConfigurationTests {

	private static final String NOWHERE = "http://localhost:1/v1/traces";

	@Test
	void defaultsMatchTheSdks() {
		RetryProperties ours = Binder.get(new MockEnvironment())
			.bindOrCreate("tracing.export.retry", RetryProperties.class);
		RetryPolicy theirs = RetryPolicy.getDefault();
		assertThat(ours.initialBackoff()).isEqualTo(theirs.getInitialBackoff());
		assertThat(ours.maxBackoff()).isEqualTo(theirs.getMaxBackoff());
		assertThat(ours.multiplier()).isEqualTo(theirs.getBackoffMultiplier());
	}

	@Test
	void exporterIsBuiltWithoutARetryOfItsOwn() {
		Batches.application(NOWHERE)
			.run((context) -> assertThat(context.getBean(OtlpHttpSpanExporter.class).toString())
				.contains("SenderComponents")
				.doesNotContain("retryPolicy"));
	}

	@Test
	void usersCustomizerHasTheLastWord() {
		Batches.application(NOWHERE)
			.withBean(OtlpHttpSpanExporterBuilderCustomizer.class,
					() -> (builder) -> builder.setTimeout(Duration.ofSeconds(7))
						.setRetryPolicy(RetryPolicy.getDefault()))
			.run((context) -> assertThat(context.getBean(OtlpHttpSpanExporter.class).toString())
				.contains("timeoutNanos=7000000000", "retryPolicy"));
	}

	@Test
	void suppliedHeadersAreReadForEachAttemptAndWin() {
		AtomicInteger token = new AtomicInteger();
		try (FaultyCollector collector = new FaultyCollector()) {
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.headers.authorization=fixed")
				.withBean(ExportHeaders.class, () -> () -> Map.of("Authorization", "token-" + token.incrementAndGet()))
				.run((context) -> {
					Batches batches = new Batches(context);
					batches.sendAndWait(1);
					batches.sendAndWait(1);
				});
			assertThat(collector.tokens()).isEqualTo(List.of("[token-1]", "[token-2]"));
		}
	}

	@Test
	void supplierThatThrowsIsTriedAgain() {
		AtomicInteger calls = new AtomicInteger();
		try (FaultyCollector collector = new FaultyCollector()) {
			Batches.application(collector.endpoint()).withBean(ExportHeaders.class, () -> () -> {
				if (calls.incrementAndGet() == 1) {
					throw new IllegalStateException("secret");
				}
				return Map.of("Authorization", "token");
			}).run((context) -> assertThat(new Batches(context).sendAndWait(1).isSuccess()).isTrue());
			assertThat(collector.tokens()).containsExactly("[token]");
		}
	}

	@Test
	void furtherDestinationsAreSentToWithoutTheTokens() {
		try (FaultyCollector first = new FaultyCollector(); FaultyCollector second = new FaultyCollector()) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(KillableProcess.OnlyExport.class,
					Token.class)
				.web(WebApplicationType.NONE)
				.run("--tracing.sampling.ratio=1.0", "--tracing.export.endpoint=" + first.endpoint(),
						"--management.tracing.sampling.probability=1.0",
						"--tracing.export.destinations.second.endpoint=" + second.endpoint())) {
				context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan().end();
			}
			assertThat(first.names()).containsExactly("work");
			assertThat(first.tokens()).containsExactly("[token]");
			assertThat(second.names()).containsExactly("work");
			assertThat(second.tokens()).containsExactly("null");
		}
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		Batches.application(NOWHERE)
			.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PatientSenders.class));
	}

	@Test
	void needsTheOtlpExporter() {
		Batches.application(NOWHERE)
			.withClassLoader(new FilteredClassLoader("io.opentelemetry.exporter"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PatientSenders.class));
	}

	@ParameterizedTest
	@CsvSource({ "retry.initial-backoff, 0s", "retry.max-backoff, 50ms", "retry.multiplier, 0.9", "retry.jitter, 1.1",
			"circuit.failure-threshold, 0", "circuit.probe-interval, 0s", "circuit.max-pause, 0s" })
	void impatientValueFailsTheStart(String name, String value) {
		Batches.application(NOWHERE)
			.withPropertyValues("tracing.export." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.export." + name));
	}

	@Configuration(proxyBeanMethods = false)
	static class Token {

		@Bean
		ExportHeaders token() {
			return () -> Map.of("Authorization", "token");
		}

	}

}
