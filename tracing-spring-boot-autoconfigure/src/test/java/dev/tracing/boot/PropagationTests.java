/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.HashMap;
import java.util.Map;

import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which headers leave and which are understood, by property.
 */
class PropagationTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "| traceparent,tracestate,baggage", "--tracing.propagation.type=w3c | traceparent,tracestate",
					"--tracing.propagation.type=w3c --tracing.sampling.consistent=false | traceparent",
					"--tracing.propagation.type=b3 | b3",
					"--tracing.propagation.type=b3multi,baggage | X-B3-TraceId,X-B3-SpanId,X-B3-Sampled,baggage",
					"--tracing.propagation.type=w3c,b3 | traceparent,tracestate,b3",
					"--tracing.propagation.produce=b3 | b3", "--tracing.propagation.type=jaeger | uber-trace-id",
					"--tracing.propagation.type=jaeger,baggage | uber-trace-id,baggage",
					"--tracing.propagation.produce=w3c,jaeger,b3multi "
							+ "| traceparent,tracestate,baggage,uber-trace-id,X-B3-TraceId,X-B3-SpanId,X-B3-Sampled" })
	void headersThatLeave(String property, String headers) {
		try (ConfigurableApplicationContext context = run((property != null) ? property.split(" ") : new String[0])) {
			Span span = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan();
			Map<String, String> sent = new HashMap<>();
			context.getBean(Operations.class)
				.inject(Context.root().with(span).with(Baggage.builder().put("tenant", "a").build()), sent,
						(carrier, key, value) -> carrier.put(key, value));
			span.end();
			assertThat(sent).containsOnlyKeys(headers.split(","));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "--unused=true | true | true | true | false",
					"--tracing.propagation.type=w3c | true | false | false | false",
					"--tracing.propagation.type=b3 | false | true | true | false",
					"--tracing.propagation.consume=b3multi | false | true | true | false",
					"--tracing.propagation.type=jaeger | false | false | false | true",
					"--tracing.propagation.consume=jaeger,b3 | false | true | true | true" })
	void headersThatAreUnderstood(String property, boolean w3c, boolean b3, boolean b3Multi, boolean jaeger) {
		try (ConfigurableApplicationContext context = run(property)) {
			Operations operations = context.getBean(Operations.class);
			assertThat(isUnderstood(operations, Map.of("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01")))
				.isEqualTo(w3c);
			assertThat(isUnderstood(operations, Map.of("b3", TRACE_ID + "-" + SPAN_ID + "-1"))).isEqualTo(b3);
			assertThat(isUnderstood(operations,
					Map.of("X-B3-TraceId", TRACE_ID, "X-B3-SpanId", SPAN_ID, "X-B3-Sampled", "1")))
				.isEqualTo(b3Multi);
			assertThat(isUnderstood(operations, Map.of("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:1")))
				.isEqualTo(jaeger);
		}
	}

	@Test
	void firstFormatThatIsThereWins() {
		try (ConfigurableApplicationContext context = run("--tracing.propagation.consume=b3,w3c")) {
			Context extracted = context.getBean(Operations.class)
				.extract(Map.of("traceparent", "00-11111111111111111111111111111111-" + SPAN_ID + "-01", "b3",
						TRACE_ID + "-" + SPAN_ID + "-1"), new MapGetter());
			assertThat(Span.fromContext(extracted).getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
		}
	}

	@Test
	void jaegerMayComeFirst() {
		try (ConfigurableApplicationContext context = run("--tracing.propagation.consume=jaeger,w3c")) {
			Context extracted = context.getBean(Operations.class)
				.extract(Map.of("traceparent", "00-11111111111111111111111111111111-" + SPAN_ID + "-01",
						"uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:1"), new MapGetter());
			assertThat(Span.fromContext(extracted).getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
		}
	}

	@Test
	void springBootsKeyWinsOverJaeger() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
			.web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.run("--tracing.propagation.type=jaeger", "--management.tracing.propagation.type=b3")) {
			assertThat(isUnderstood(context.getBean(Operations.class),
					Map.of("uber-trace-id", TRACE_ID + ":" + SPAN_ID + ":0:1")))
				.isFalse();
			assertThat(isUnderstood(context.getBean(Operations.class), Map.of("b3", TRACE_ID + "-" + SPAN_ID + "-1")))
				.isTrue();
		}
	}

	private static boolean isUnderstood(Operations operations, Map<String, String> headers) {
		Context extracted = operations.extract(headers, new MapGetter());
		return TRACE_ID.equals(Span.fromContext(extracted).getSpanContext().getTraceId());
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(EmptyApplication.class).web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.run(StringUtils.addStringToArray(arguments, "--tracing.sampling.ratio=1.0"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

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
