/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.http.HttpResponse;
import java.util.List;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.annotation.AnnotationAutoConfiguration;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens inside a request: children, the current span, the log's context.
 */
class WebFluxPropagationTests {

	private static final String LIMITED = "spring.reactor.context-propagation=limited";

	private static final String AUTO = "spring.reactor.context-propagation=auto";

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans);

	@AfterEach
	void everySpanIsAssertedAndTheHookIsGone() {
		Hooks.disableAutomaticContextPropagation();
		this.spans.assertNoMore();
		assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void observationOfTheReactiveChainIsChild(String propagation) {
		this.runner.withPropertyValues(propagation).run((context) -> {
			WebFluxApplication.get(context, "/chained");
			assertParentAndChild(this.spans.take(), this.spans.take(), "inner");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void webClientCallIsChildAndCarriesTheTrace(String propagation) {
		this.runner.withPropertyValues(propagation).run((context) -> {
			assertThat(WebFluxApplication.get(context, "/calling").body()).isEqualTo("order 7");
			List<SpanData> trace = this.spans.take(3);
			SpanData calling = named(trace, "GET /calling");
			SpanData called = named(trace, "GET /orders/{id}");
			SpanData call = trace.stream()
				.filter((span) -> span.getKind() == SpanKind.CLIENT)
				.findFirst()
				.orElseThrow();
			assertThat(call.getParentSpanId()).isEqualTo(calling.getSpanId());
			assertThat(called.getParentSpanId()).isEqualTo(call.getSpanId());
			assertThat(called.getTraceId()).isEqualTo(calling.getTraceId());
		});
	}

	@Test
	void observationInAnOperatorIsChildWithAutomaticPropagation() {
		this.runner.withPropertyValues(AUTO).run((context) -> {
			WebFluxApplication.get(context, "/observed");
			assertParentAndChild(this.spans.take(), this.spans.take(), "inner");
		});
	}

	@Test
	void spanIsCurrentInControllerWithAutomaticPropagation() {
		this.runner.withPropertyValues(AUTO).run((context) -> {
			String body = WebFluxApplication.get(context, "/current").body();
			assertThat(this.spans.take().getTraceId()).isEqualTo(body);
		});
	}

	@Test
	void spanAndLogContextAreCurrentOnEveryThreadWithAutomaticPropagation() {
		this.runner.withPropertyValues(AUTO).run((context) -> {
			HttpResponse<String> response = WebFluxApplication.send(context, "POST", "/current");
			String traceId = this.spans.take().getTraceId();
			assertThat(response.body()).isEqualTo(traceId + " " + traceId);
		});
	}

	@Test
	void spanIsNotCurrentInControllerWithLimitedPropagation() {
		this.runner.withPropertyValues(LIMITED).run((context) -> {
			String body = WebFluxApplication.get(context, "/current").body();
			assertThat(body).isEqualTo(Span.getInvalid().getSpanContext().getTraceId());
			this.spans.take();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void nothingIsRecordedBelowAnExcludedRequest(String propagation) {
		this.runner
			.withPropertyValues(propagation, "tracing.http.server.exclude=/chained,/calling,/orders/{id}",
					"tracing.http.server.response-header=X-Trace-Id")
			.run((context) -> {
				for (String path : new String[] { "/chained", "/calling" }) {
					HttpResponse<String> response = WebFluxApplication.get(context, path, "traceparent",
							WebFluxApplication.SAMPLED_CALLER);
					assertThat(response.statusCode()).isEqualTo(200);
					assertThat(response.headers().firstValue("x-trace-id")).isEmpty();
					assertThat(WebFluxApplication.get(context, path).headers().firstValue("x-trace-id")).isEmpty();
				}
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void nothingIsRecordedBelowAnExcludedRequestEvenIfEverySpanIsSampled(String propagation) {
		this.runner
			.withPropertyValues(propagation, "tracing.http.server.exclude=/chained",
					"management.opentelemetry.tracing.sampler=always-on")
			.run((context) -> WebFluxApplication.get(context, "/chained", "traceparent",
					WebFluxApplication.SAMPLED_CALLER));
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void tracerThatMakesNoSpansPassesTheCallerOn(String propagation) {
		ContextPropagators w3c = ContextPropagators.create(W3CTraceContextPropagator.getInstance());
		this.runner.withBean(OpenTelemetry.class, () -> OpenTelemetry.propagating(w3c))
			.withPropertyValues(propagation, "tracing.enabled=false")
			.run((context) -> {
				assertThat(
						WebFluxApplication.get(context, "/forwarding", "traceparent", WebFluxApplication.SAMPLED_CALLER)
							.body())
					.isEqualTo(WebFluxApplication.SAMPLED_CALLER);
				assertThat(WebFluxApplication.get(context, "/forwarding").body()).isEqualTo("none");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void nothingIsRecordedBelowAnUnsampledCaller(String propagation) {
		this.runner.withPropertyValues(propagation).run((context) -> {
			String unsampled = "00-" + WebFluxApplication.TRACE_ID + "-" + WebFluxApplication.CALLER_ID + "-00";
			assertThat(WebFluxApplication.get(context, "/calling", "traceparent", unsampled).statusCode())
				.isEqualTo(200);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { LIMITED, AUTO })
	void baggageReachesATracedMethod(String propagation) {
		this.runner.withPropertyValues(propagation, "management.tracing.baggage.remote-fields=tenant")
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, AnnotationAutoConfiguration.class))
			.withUserConfiguration(TenantConfiguration.class)
			.run((context) -> {
				assertThat(WebFluxApplication.get(context, "/tenant", "baggage", "tenant=blue").body())
					.isEqualTo("blue");
				List<SpanData> trace = this.spans.take(2);
				assertParentAndChild(trace.get(0), trace.get(1), "tenants.tenant");
			});
	}

	private static SpanData named(List<SpanData> spans, String name) {
		return spans.stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
	}

	private static void assertParentAndChild(SpanData inner, SpanData server, String name) {
		assertThat(inner.getName()).isEqualTo(name);
		assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(inner.getParentSpanId()).isEqualTo(server.getSpanId());
		assertThat(inner.getTraceId()).isEqualTo(server.getTraceId());
	}

	@Configuration(proxyBeanMethods = false)
	static class TenantConfiguration {

		@Bean
		Tenants tenants() {
			return new Tenants();
		}

		@Bean
		RouterFunction<ServerResponse> tenantFunction(Tenants tenants) {
			return RouterFunctions.route()
				.GET("/tenant", (request) -> ServerResponse.ok().body(tenants.tenant(), String.class))
				.build();
		}

	}

	static class Tenants {

		@Traced
		Mono<String> tenant() {
			return Mono.fromSupplier(() -> Baggage.current().getEntryValue("tenant"));
		}

	}

}
