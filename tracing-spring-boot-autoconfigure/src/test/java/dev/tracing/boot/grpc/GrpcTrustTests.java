/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.grpc.GrpcTestKit.Spans;
import dev.tracing.boot.propagation.PropagationAutoConfiguration;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose trace goes on over gRPC, and who is told of ours.
 */
class GrpcTrustTests {

	private final ApplicationContextRunner application = GrpcTestKit.application()
		.withConfiguration(AutoConfigurations.of(PropagationAutoConfiguration.class));

	@Test
	void aStrangersTraceIsLinkedAndNotContinued() {
		this.application.withPropertyValues("tracing.propagation.ingress.trust=none").run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.server().getTraceId()).isNotEqualTo(spans.client().getTraceId());
			assertThat(spans.server().getLinks()).singleElement()
				.satisfies(
						(link) -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(spans.client().getSpanId()));
		});
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.0/8, true", "10.0.0.0/8, false" })
	void aCallerIsToldByTheNetworkThatHeCallsFrom(String network, boolean trusted) {
		this.application
			.withPropertyValues("tracing.propagation.ingress.trust=internal",
					"tracing.propagation.ingress.networks=" + network)
			.run((context) -> {
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				Spans spans = GrpcTestKit.take(context, 2);
				assertThat(spans.server().getTraceId().equals(spans.client().getTraceId())).isEqualTo(trusted);
			});
	}

	@Test
	void aStrangersFlagAndBaggageBuyNothing() {
		this.application
			.withPropertyValues("tracing.propagation.ingress.trust=none", "management.tracing.sampling.probability=0.0",
					"tracing.baggage.fields.tenant.attribute=tenant")
			.withConfiguration(AutoConfigurations.of(dev.tracing.boot.baggage.BaggageAutoConfiguration.class))
			.run((context) -> {
				SpanContext sampled = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
						TraceFlags.getSampled(), TraceState.builder().put("vendor", "1").build());
				try (Scope scope = Context.root()
					.with(Span.wrap(sampled))
					.with(Baggage.builder().put("tenant", "acme").build())
					.makeCurrent()) {
					CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				}
				// The one of the client, whose caller had sampled the trace.
				assertThat(GrpcTestKit.take(context, 1).client().getTraceId()).isEqualTo(sampled.getTraceId());
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "b3", "b3-multi", "jaeger" })
	void aTraceTravelsInEveryFormat(String format) {
		this.application
			.withPropertyValues("tracing.propagation.produce=" + format, "tracing.propagation.consume=" + format)
			.run((context) -> {
				for (CallForm form : CallForm.values()) {
					form.call(GrpcTestKit.channel(context), "you");
					Spans spans = GrpcTestKit.take(context, 2);
					assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
				}
			});
	}

	@Test
	void aMethodMayBeTrustedByItsPath() {
		this.application
			.withPropertyValues("tracing.propagation.ingress.trust=none",
					"tracing.propagation.ingress.trusted-paths=/test.Greeter/**")
			.run((context) -> {
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				Spans spans = GrpcTestKit.take(context, 2);
				assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
			});
	}

	@Test
	void aHostThatIsNotListedIsNotToldTheTrace() {
		this.application.withPropertyValues("tracing.propagation.egress.include=orders.example.com").run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.server().getTraceId()).isNotEqualTo(spans.client().getTraceId());
			assertThat(spans.server().getLinks()).isEmpty();
		});
	}

	@Test
	void aHostThatIsListedIsToldTheTraceAndNotTheBaggage() {
		this.application
			.withPropertyValues("tracing.propagation.egress.include=localhost",
					"tracing.propagation.egress.baggage.exclude=localhost",
					"tracing.baggage.fields.tenant.attribute=tenant")
			.withConfiguration(AutoConfigurations.of(dev.tracing.boot.baggage.BaggageAutoConfiguration.class))
			.run((context) -> {
				try (Scope scope = Baggage.builder().put("tenant", "acme").build().makeCurrent()) {
					CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				}
				Spans spans = GrpcTestKit.take(context, 2);
				assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
				assertThat(spans.client().getAttributes().asMap()).containsValue("acme");
				assertThat(spans.server().getAttributes().asMap()).doesNotContainValue("acme");
			});
	}

}
