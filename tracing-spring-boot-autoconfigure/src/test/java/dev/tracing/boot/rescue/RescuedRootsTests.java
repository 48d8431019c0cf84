/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which local roots are sampled at once, rescued or forgotten, by the properties.
 */
class RescuedRootsTests {

	private static final AttributeKey<String> REASON = AttributeKey.stringKey("tracing.sampling.reason");

	private final ApplicationContextRunner contextRunner = RescueContext.runner();

	@Test
	void rootThatStartsWithAnErrorIsSampledUnlessTheCallerSaidOtherwise() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.strategy=parentbased_always_off",
					"tracing.sampling.rescue.enabled=true")
			.run((context) -> {
				Span root = RescueContext.tracer(context)
					.spanBuilder("root")
					.setNoParent()
					.setAttribute("error", true)
					.startSpan();
				assertThat(root.getSpanContext().isSampled()).isTrue();
				assertThat(root.getSpanContext().getTraceState().isEmpty()).as("no probability").isTrue();
				root.end();
				assertThat(RescueContext.onlyExported(context).getAttributes().get(REASON)).isEqualTo("error");
				Context caller = RescueContext.caller(TraceFlags.getDefault(), TraceState.getDefault());
				Span called = RescueContext.tracer(context)
					.spanBuilder("called")
					.setParent(caller)
					.setAttribute("error", true)
					.startSpan();
				assertThat(called.getSpanContext().isSampled()).isFalse();
				called.end();
			});
	}

	@Test
	void rootThatStartsWithAnErrorIsNotSampledAtOnceWhereErrorsAreNot() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.strategy=parentbased_always_off",
					"tracing.sampling.rescue.enabled=true", "tracing.sampling.rescue.errors=0.0")
			.run((context) -> {
				Span root = RescueContext.tracer(context)
					.spanBuilder("root")
					.setNoParent()
					.setAttribute("error", true)
					.startSpan();
				assertThat(root.getSpanContext().isSampled()).isFalse();
				root.end();
				assertThat(RescueContext.exported(context)).isEmpty();
			});
	}

	@Test
	void whatTheCallerSamplesIsExportedAsItIs() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=0.5", "tracing.sampling.reason-attribute=true")
			.run((context) -> {
				TraceState state = TraceState.builder().put("ot", "th:8").build();
				Context caller = RescueContext.caller(TraceFlags.getSampled(), state);
				RescueContext.trace(context, caller, "broken", true);
				SpanData span = RescueContext.onlyExported(context);
				assertThat(span.getSpanContext().getTraceState()).isEqualTo(state);
				assertThat(span.getAttributes().get(REASON)).isEqualTo("parent");
				assertThat(span.getAttributes().get(AttributeKey.booleanKey("tracing.partial"))).isNull();
			});
	}

	@Test
	void ruleSaysWhatIsSlow() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rescue.enabled=true",
					"tracing.sampling.rescue.slower-than=1h", "tracing.sampling.rules[0].span-name=quick",
					"tracing.sampling.rules[0].ratio=0.0", "tracing.sampling.rules[0].slower-than=1ms")
			.run((context) -> {
				for (String name : List.of("quick", "other")) {
					Context caller = RescueContext.caller(TraceFlags.getDefault(), TraceState.getDefault());
					for (Context parent : List.of(Context.root(), caller)) {
						Span span = RescueContext.tracer(context)
							.spanBuilder(name)
							.setParent(parent)
							.setStartTimestamp(Instant.ofEpochSecond(1))
							.startSpan();
						span.end(Instant.ofEpochSecond(2));
					}
				}
				assertThat(RescueContext.exported(context)).containsExactly("quick", "quick");
			});
	}

	@Test
	void ruleThatIsSwitchedOffDoesNotSayWhatIsSlow() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rescue.enabled=true",
					"tracing.sampling.rules[0].span-name=report", "tracing.sampling.rules[0].ratio=0.0",
					"tracing.sampling.rules[0].slower-than=1h", "tracing.sampling.rules[0].enabled=false")
			.run((context) -> {
				long second = TimeUnit.SECONDS.toNanos(1);
				Span span = RescueContext.tracer(context)
					.spanBuilder("report")
					.setStartTimestamp(second, TimeUnit.NANOSECONDS)
					.startSpan();
				span.end(3 * second, TimeUnit.NANOSECONDS);
				assertThat(RescueContext.exported(context)).containsExactly("report");
			});
	}

	@Test
	void traceOfAnUnsampledCallerIsRescuedToo() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=0.5").run((context) -> {
			Context caller = RescueContext.caller(TraceFlags.getDefault(), TraceState.getDefault());
			RescueContext.trace(context, caller, "fine", false);
			RescueContext.trace(context, caller, "broken", true);
			assertThat(RescueContext.exported(context)).containsExactly("broken");
		});
	}

}
