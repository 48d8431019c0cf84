/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Map;
import java.util.TreeMap;

import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Ingress;
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
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
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
	void ofB3NothingIsReadThatIsTooLongForIt() {
		this.runner.run((context) -> {
			Map<String, String> headers = headers("X-B3-TraceId", TRACE_ID);
			headers.put("X-B3-SpanId", SPAN_ID);
			headers.put("X-B3-Sampled", "1");
			headers.put("b3", "%s-%s-0".formatted(TRACE_ID.replace('0', '1'), SPAN_ID) + "-a".repeat(3_000));
			assertThat(read(context.getBean(ContextPropagators.class), headers).getTraceId()).isEqualTo(TRACE_ID);
			headers.put("X-B3-SpanId", "f".repeat(7_000));
			assertThat(read(context.getBean(ContextPropagators.class), headers).isValid()).isFalse();
			Map<String, String> twice = headers("b3", "%s-%s-1,".formatted(TRACE_ID, SPAN_ID));
			assertThat(read(context.getBean(ContextPropagators.class), twice).isValid()).isFalse();
			twice.put("X-B3-TraceId", TRACE_ID.replace('0', '2'));
			twice.put("X-B3-SpanId", SPAN_ID);
			assertThat(read(context.getBean(ContextPropagators.class), twice).getTraceId())
				.isEqualTo(TRACE_ID.replace('0', '2'));
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
	void fieldsTravelAsHeadersOfTheirOwn() {
		this.runner.withPropertyValues("management.tracing.baggage.remote-fields=tenant,X-Request-Id")
			.run((context) -> {
				ContextPropagators propagators = context.getBean(ContextPropagators.class);
				assertThat(propagators.getTextMapPropagator().fields()).contains("traceparent", "tenant",
						"X-Request-Id");
				Context received = extract(propagators, headers("x-request-id", "4711"));
				assertThat(Baggage.fromContext(received).getEntryValue("X-Request-Id")).isEqualTo("4711");
				Map<String, String> sent = new TreeMap<>();
				propagators.getTextMapPropagator().inject(received, sent, Map::put);
				assertThat(sent).containsEntry("X-Request-Id", "4711").doesNotContainKey("tenant");
			});
	}

	@Test
	void baggageNeverBeginsAnotherHeader() {
		this.runner.withPropertyValues("management.tracing.baggage.remote-fields=tenant").run((context) -> {
			ContextPropagators propagators = context.getBean(ContextPropagators.class);
			Map<String, String> sent = new TreeMap<>();
			propagators.getTextMapPropagator()
				.inject(extract(propagators, headers("baggage", "tenant=ada%0D%0AX-Admin:%20yes")), sent, Map::put);
			assertThat(sent).containsOnlyKeys("baggage");
		});
	}

	@Test
	void fieldThatIsTooLongIsNotRead() {
		this.runner
			.withPropertyValues("management.tracing.baggage.remote-fields=tenant",
					"tracing.propagation.limits.max-baggage-value-length=3")
			.run((context) -> {
				ContextPropagators propagators = context.getBean(ContextPropagators.class);
				assertThat(extract(propagators, headers("tenant", "adas"))).isSameAs(Context.root());
				assertThat(extract(propagators, headers("tenant", "ada"))).isNotSameAs(Context.root());
			});
	}

	@Test
	void baggageDoesNotHideATraceInAnotherFormat() {
		this.runner.run((context) -> {
			Map<String, String> headers = headers("b3", "%s-%s-1".formatted(TRACE_ID, SPAN_ID));
			headers.put("baggage", "tenant=ada");
			Context received = extract(context.getBean(ContextPropagators.class), headers);
			assertThat(Span.fromContext(received).getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
			assertThat(Baggage.fromContext(received).getEntryValue("tenant")).isEqualTo("ada");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "limits.max-tracestate-members=33 | from 1 to 32", "limits.max-tracestate-length=0 | 1 or more",
					"limits.max-baggage-length=-1 | 1 or more", "limits.max-baggage-entries=0 | 1 or more",
					"limits.max-baggage-value-length=0 | 1 or more", "ingress.networks=10.0.0.0/33 | CIDR",
					"ingress.networks=office | CIDR", "ingress.trusted-paths=internal | starts with '/'",
					"ingress.untrusted-paths=/{ | not a path pattern",
					"egress.include=https://example.com | not a host", "egress.exclude=*example.com | not a host",
					"egress.baggage.include=example.com:443 | not a host", "egress.baggage.exclude='' | not a host" })
	void badValueIsRefused(String property, String reason) {
		String name = "tracing.propagation." + property.substring(0, property.indexOf('='));
		this.runner.withPropertyValues("tracing.propagation." + property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo(name);
					assertThat(failure.getReason()).contains(reason);
				});
		});
	}

	@Test
	void gatesAreOpenUnlessARuleIsWritten() {
		this.runner.withPropertyValues("tracing.propagation.ingress.trusted-paths=/internal/**").run((context) -> {
			assertThat(context).getBean(Ingress.class).isSameAs(Ingress.OPEN);
			assertThat(context).getBean(Egress.class).isSameAs(Egress.OPEN);
		});
		this.runner
			.withPropertyValues("tracing.propagation.ingress.trust=internal",
					"tracing.propagation.egress.exclude=example.com")
			.run((context) -> {
				assertThat(context).getBean(Ingress.class).isInstanceOf(IngressRules.class);
				assertThat(context).getBean(Egress.class).isInstanceOf(EgressRules.class);
			});
	}

	@Test
	void gatesBackOffForTheUsers() {
		this.runner.withBean(Ingress.class, () -> Ingress.OPEN)
			.withBean(Egress.class, () -> Egress.OPEN)
			.withPropertyValues("tracing.propagation.ingress.trust=none")
			.run((context) -> assertThat(context).hasSingleBean(Ingress.class).hasSingleBean(Egress.class));
	}

	// As where gRPC alone is served.
	@Test
	void gatesNeedNoSpringWebUnlessPathsAreToDecide() {
		ApplicationContextRunner bare = this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http"))
			.withPropertyValues("tracing.propagation.ingress.trust=internal",
					"tracing.propagation.egress.include=[::1]");
		bare.run((context) -> {
			assertThat(context.getBean(Ingress.class).trusts("10.0.0.1", "/shop.Payments/Pay")).isTrue();
			assertThat(context.getBean(Ingress.class).trusts("8.8.8.8", "/shop.Payments/Pay")).isFalse();
			assertThat(context.getBean(Egress.class).sendsContext("example.com")).isFalse();
		});
		bare.withPropertyValues("tracing.propagation.ingress.untrusted-paths=/public/**")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.propagation.ingress.untrusted-paths")
				.hasMessageContaining("spring-web"));
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

	static final class Getter implements TextMapGetter<Map<String, String>> {

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
