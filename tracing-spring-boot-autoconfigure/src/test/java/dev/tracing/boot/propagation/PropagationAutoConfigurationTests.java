/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Map;
import java.util.TreeMap;

import dev.tracing.boot.TracingAutoConfiguration;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class PropagationAutoConfigurationTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PropagationAutoConfiguration.class, TracingAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class));

	@Test
	void springBootsPropagatorStillHasTheNameByWhichItIsKnown() {
		assertThat(ClassUtils.isPresent(PropagationAutoConfiguration.BOOT, null)).isTrue();
	}

	@Test
	void takesThePlaceOfSpringBootsPropagator() {
		this.runner.run((context) -> {
			TextMapPropagator propagator = context.getBean(ContextPropagators.class).getTextMapPropagator();
			assertThat(propagator).isInstanceOf(FormatsPropagator.class);
			assertThat(propagator.fields()).contains("traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId");
		});
	}

	@ParameterizedTest
	@CsvSource({ "W3C, traceparent", "B3, b3", "B3_MULTI, X-B3-TraceId" })
	void writesWhatThePropertySays(String format, String header) {
		this.runner.withPropertyValues("management.tracing.propagation.produce=" + format).run((context) -> {
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			Span span = context.getBean(SdkTracerProvider.class).get("test").spanBuilder("work").startSpan();
			context.getBean(ContextPropagators.class)
				.getTextMapPropagator()
				.inject(Context.root().with(span), headers, Map::put);
			assertThat(headers.get(header)).contains(span.getSpanContext().getTraceId());
			assertThat(headers).doesNotContainKey("baggage");
			span.end();
		});
	}

	@Test
	void readsTheFirstFormatThatIsThere() {
		this.runner.run((context) -> {
			Map<String, String> b3 = headers("b3", "%s-%s-1".formatted(TRACE_ID.replace('0', '1'), SPAN_ID));
			assertThat(read(context.getBean(ContextPropagators.class), b3).getTraceId())
				.isEqualTo(TRACE_ID.replace('0', '1'));
			b3.put("traceparent", "00-%s-%s-01".formatted(TRACE_ID, SPAN_ID));
			assertThat(read(context.getBean(ContextPropagators.class), b3).getTraceId()).isEqualTo(TRACE_ID);
			Map<String, String> multi = headers("X-B3-TraceId", TRACE_ID);
			multi.put("X-B3-SpanId", SPAN_ID);
			multi.put("X-B3-Sampled", "1");
			assertThat(read(context.getBean(ContextPropagators.class), multi).isSampled()).isTrue();
		});
	}

	@Test
	void nothingToReadIsTheContextItself() {
		this.runner.run((context) -> assertThat(context.getBean(ContextPropagators.class)
			.getTextMapPropagator()
			.extract(Context.root(), headers("Host", "localhost"), new Getter())).isSameAs(Context.root()));
	}

	@Test
	void baggageTravelsUnlessItIsDisabled() {
		Map<String, String> headers = headers("baggage", "tenant=ada");
		this.runner.run(
				(context) -> assertThat(Baggage.fromContext(extract(context.getBean(ContextPropagators.class), headers))
					.getEntryValue("tenant")).isEqualTo("ada"));
		this.runner.withPropertyValues("management.tracing.baggage.enabled=false")
			.run((context) -> assertThat(
					Baggage.fromContext(extract(context.getBean(ContextPropagators.class), headers)).isEmpty())
				.isTrue());
	}

	@Test
	void fieldsWithHeadersOfTheirOwnKeepSpringBootsPropagator() {
		this.runner.withPropertyValues("management.tracing.baggage.remote-fields=tenant").run((context) -> {
			ContextPropagators propagators = context.getBean(ContextPropagators.class);
			assertThat(propagators.getTextMapPropagator().getClass().getName())
				.isEqualTo(PropagationAutoConfiguration.BOOT);
			assertThat(Baggage.fromContext(extract(propagators, headers("tenant", "ada"))).getEntryValue("tenant"))
				.isEqualTo("ada");
		});
	}

	@Test
	void thePropagatorOfTheUserIsAskedToo() {
		this.runner.withBean("users", TextMapPropagator.class, TextMapPropagator::noop)
			.run((context) -> assertThat(
					extract(context.getBean(ContextPropagators.class), headers("baggage", "tenant=ada")))
				.isNotSameAs(Context.root()));
	}

	@Test
	void backsOffForTheUsersPropagators() {
		this.runner.withBean("users", ContextPropagators.class, ContextPropagators::noop)
			.run((context) -> assertThat(context).getBean(ContextPropagators.class)
				.isSameAs(ContextPropagators.noop()));
	}

	@Test
	void backsOffWithoutTheSdkAndWithoutExport() {
		this.runner.withClassLoader(new FilteredClassLoader(SdkTracerProvider.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ContextPropagators.class));
		this.runner.withPropertyValues("management.tracing.export.enabled=false")
			.run((context) -> assertThat(context.getBean(ContextPropagators.class).getTextMapPropagator().fields())
				.isEmpty());
	}

	private static Map<String, String> headers(String name, String value) {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.put(name, value);
		return headers;
	}

	private static SpanContext read(ContextPropagators propagators, Map<String, String> headers) {
		return Span.fromContext(extract(propagators, headers)).getSpanContext();
	}

	private static Context extract(ContextPropagators propagators, Map<String, String> headers) {
		return propagators.getTextMapPropagator().extract(Context.root(), headers, new Getter());
	}

	private static final class Getter implements TextMapGetter<Map<String, String>> {

		@Override
		public Iterable<String> keys(Map<String, String> headers) {
			return headers.keySet();
		}

		@Override
		public String get(Map<String, String> headers, String key) {
			return headers.get(key);
		}

	}

}
