/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code tracing.enabled=false} the caller's context passes through and nothing else
 * happens.
 */
class DisabledTracingTests {

	@ParameterizedTest
	@ValueSource(strings = { "00", "01", "02", "03" })
	void callersContextLeavesByteForByte(String flags) {
		try (ConfigurableApplicationContext context = run()) {
			Map<String, String> caller = Map.of("traceparent",
					"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + flags, "tracestate",
					"vendor=a:b,other=1");
			Operations operations = context.getBean(Operations.class);
			Operation operation = operations.start(operations.extract(caller, new MapGetter()), new Work(), "work");
			Map<String, String> sent = new HashMap<>();
			operations.inject(operation.context(), sent, (carrier, key, value) -> carrier.put(key, value));
			operation.end();
			assertThat(sent).containsAllEntriesOf(caller);
		}
	}

	@Test
	void exclusionChangesNothingOfTheCallersContext() {
		try (ConfigurableApplicationContext context = run()) {
			Map<String, String> caller = Map.of("traceparent",
					"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
			Operations operations = context.getBean(Operations.class);
			assertThat(sent(operations, operations.exclude(operations.extract(caller, new MapGetter()))))
				.isEqualTo(caller);
			assertThat(sent(operations, operations.exclude(operations.extract(Map.of(), new MapGetter())))).isEmpty();
		}
	}

	private static Map<String, String> sent(Operations operations, Operation operation) {
		Map<String, String> sent = new HashMap<>();
		operations.inject(operation.context(), sent, (carrier, key, value) -> carrier.put(key, value));
		return sent;
	}

	@ParameterizedTest
	@ValueSource(strings = { "--tracing.enabled=false", "--tracing.enabled=off",
			"--management.opentelemetry.enabled=false" })
	void nothingStartsOfItself(String off) {
		try (ConfigurableApplicationContext context = run(off)) {
			Operations operations = context.getBean(Operations.class);
			Map<String, String> sent = new HashMap<>();
			Operation operation = operations.start(operations.extract(Map.of(), new MapGetter()), new Work(), "work");
			operations.inject(operation.context(), sent, (carrier, key, value) -> carrier.put(key, value));
			assertThat(sent).isEmpty();
			assertThat(operation.isRecording()).isFalse();
		}
	}

	@Test
	void noThreadAndNoExport() {
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(OpenTelemetry.class).getTracer("users").spanBuilder("work").startSpan().end();
			DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
			assertThat(beans.getBeanNamesForType(BatchSpanProcessor.class, true, false)).isNotEmpty()
				.noneMatch(beans::containsSingleton);
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).isEmpty();
			assertThat(context.getBeanNamesForType(OtlpHttpSpanExporter.class)).isEmpty();
		}
	}

	@Test
	void theSdkIsMadeOnlyWhenSomebodyAsksForIt() {
		try (ConfigurableApplicationContext context = run()) {
			DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
			List<String> sdk = new ArrayList<>();
			for (Class<?> type : List.of(SdkTracerProvider.class, SdkLoggerProvider.class, Resource.class)) {
				assertThat(beans.getBeanNamesForType(type, true, false)).hasSize(1);
				sdk.addAll(List.of(beans.getBeanNamesForType(type, true, false)));
			}
			assertThat(sdk).noneMatch(beans::containsSingleton);
			assertThat(context.getBean(OpenTelemetry.class).getLogsBridge()).isInstanceOf(SdkLoggerProvider.class);
			assertThat(context.getBean(Tracer.class).nextSpan()).isNotNull();
		}
	}

	private static ConfigurableApplicationContext run() {
		return run("--tracing.enabled=false");
	}

	private static ConfigurableApplicationContext run(String off) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(off, "--tracing.export.endpoint=http://localhost:4318");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

	}

	private static final class Work implements SpanSemantics<String> {

		@Override
		public SpanKind kind() {
			return SpanKind.INTERNAL;
		}

		@Override
		public String name(String request) {
			return request;
		}

		@Override
		public void onStart(SpanStart span, String request) {
		}

	}

	private static final class MapGetter implements TextMapGetter<Map<String, String>> {

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public String get(Map<String, String> carrier, String key) {
			return carrier.get(key);
		}

	}

}
