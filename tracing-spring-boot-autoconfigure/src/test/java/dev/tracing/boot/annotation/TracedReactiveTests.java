/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.time.Duration;
import java.util.List;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the parents and children of the spans of publishers.
 */
class TracedReactiveTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Test
	void tracedPublishersInsideTheChainAreChildren() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.chain().block(PATIENCE);
			List<SpanData> children = spans.take(2);
			SpanData parent = spans.take();
			assertThat(parent.getName()).isEqualTo("works.chain");
			assertThat(children).allSatisfy((child) -> {
				assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
				assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
			});
		});
	}

	@Test
	void callsOnTheSubscribersThreadInsideTheChainAreChildren() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.callsInside().block(PATIENCE);
			SpanData child = spans.take();
			assertThat(child.getParentSpanId()).isEqualTo(spans.take().getSpanId());
		});
	}

	@Test
	void callsAfterTheResultAreNoChildrenOfIt() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.mono(Mono.just("done")).map((value) -> works.call()).block(PATIENCE);
			works.flux(Flux.just("a")).map((value) -> works.call()).blockLast(PATIENCE);
			List<SpanData> all = spans.take(4);
			assertThat(all).allSatisfy((span) -> assertThat(span.getParentSpanContext().isValid()).isFalse());
		});
	}

	@Test
	void subscriptionOnAnotherThreadHasTheCallerAsParent() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.outer(() -> works.mono(Mono.just("done")).subscribeOn(Schedulers.parallel()).block(PATIENCE));
			SpanData inner = spans.take();
			assertThat(inner.getParentSpanId()).isEqualTo(spans.take().getSpanId());
		});
	}

	@Test
	void operatorsThatRestoreTheContextSeeTheSpanWithoutAutomaticPropagation() {
		TracedApplication.runner().withBean(Works.class).run(TracedApplication.check((context) -> {
			Works works = context.getBean(Works.class);
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			works.mono(Mono.delay(Duration.ofMillis(1)).<String>handle((tick, sink) -> {
				Observation.createNotStarted("inside", registry).observe(works::call);
				sink.next(Span.current().getSpanContext().getSpanId());
			}).contextCapture()).block(PATIENCE);
			List<SpanData> all = context.getBean(RecordedSpans.class).take(3);
			assertThat(all).extracting(SpanData::getName).containsExactly("works.call", "inside", "works.mono");
			assertThat(all.get(0).getParentSpanId()).isEqualTo(all.get(1).getSpanId());
			assertThat(all.get(1).getParentSpanId()).isEqualTo(all.get(2).getSpanId());
		}));
	}

	@Test
	void everyOperatorSeesTheSpanWithAutomaticPropagation() {
		Hooks.enableAutomaticContextPropagation();
		try {
			TracedApplication.run(Works.class, (works, spans) -> {
				works.mono(Mono.delay(Duration.ofMillis(1)).map((tick) -> works.call()))
					.delayElement(Duration.ofMillis(1))
					.map((value) -> works.call())
					.block(PATIENCE);
				List<SpanData> all = spans.take(3);
				assertThat(all.get(0).getParentSpanId()).isEqualTo(all.get(1).getSpanId());
				assertThat(all.get(2).getParentSpanContext().isValid()).isFalse();
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void reactorsContextHoldsAnObservationWithTheSpan() {
		TracedApplication.run(Works.class, (works, spans) -> {
			String id = works.mono(Mono.deferContextual((context) -> {
				Observation observation = context.get(ObservationThreadLocalAccessor.KEY);
				TracingContext tracing = observation.getContextView().getRequired(TracingContext.class);
				return Mono.just(OtelSpan.toOtel(tracing.getSpan()).getSpanContext().getSpanId());
			})).block(PATIENCE);
			assertThat(id).isEqualTo(spans.take().getSpanId());
		});
	}

	@Test
	void spanOfAnObservationInReactorsContextIsTheParent() {
		TracedApplication.runner().withBean(Works.class).run(TracedApplication.check((context) -> {
			Observation around = Observation.start("around", context.getBean(ObservationRegistry.class));
			context.getBean(Works.class)
				.mono(Mono.just("done"))
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, around))
				.block(PATIENCE);
			around.stop();
			SpanData traced = context.getBean(RecordedSpans.class).take();
			assertThat(traced.getParentSpanId()).isEqualTo(context.getBean(RecordedSpans.class).take().getSpanId());
		}));
	}

	@Test
	void baggageOfAnObservationInReactorsContextIsCarriedOn() {
		TracedApplication.runner().withBean(Works.class).run(TracedApplication.check((context) -> {
			Observation around;
			try (Scope scope = Baggage.builder().put("tenant", "blue").build().makeCurrent()) {
				around = Observation.start("around", context.getBean(ObservationRegistry.class));
			}
			String tenant = context.getBean(Works.class)
				.mono(Mono.fromSupplier(() -> Baggage.current().getEntryValue("tenant")))
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, around))
				.block(PATIENCE);
			around.stop();
			assertThat(tenant).isEqualTo("blue");
			context.getBean(RecordedSpans.class).take(2);
		}));
	}

	@Test
	void spanOpenedInsideTheChainIsTheParentWithAutomaticPropagation() {
		Hooks.enableAutomaticContextPropagation();
		try {
			TracedApplication.run(Works.class, (works, spans) -> {
				works.mono(Mono.defer(() -> {
					String[] value = new String[1];
					works.outer(() -> value[0] = works.mono(Mono.just("done")).block(PATIENCE));
					return Mono.just(value[0]);
				})).block(PATIENCE);
				List<SpanData> all = spans.take(3);
				assertThat(all.get(0).getParentSpanId()).isEqualTo(all.get(1).getSpanId());
				assertThat(all.get(1).getParentSpanId()).isEqualTo(all.get(2).getSpanId());
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void unsampledCallerStaysUnsampledOnEveryThread() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Span unsampled = Span.wrap(SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
					TraceFlags.getDefault(), TraceState.getDefault()));
			Mono<String> mono;
			try (Scope scope = unsampled.makeCurrent()) {
				mono = works.chain();
			}
			mono.subscribeOn(Schedulers.parallel()).block(PATIENCE);
		});
	}

	public static class Works {

		@Lazy
		@Autowired
		private Works self;

		@Traced(attributes = @SpanAttribute(value = "value", expression = "#result"))
		public Mono<String> mono(Mono<String> source) {
			return source;
		}

		@Traced
		public Flux<String> flux(Flux<String> source) {
			return source;
		}

		@Traced
		public Mono<String> chain() {
			return Mono.delay(Duration.ofMillis(1))
				.flatMap((tick) -> this.self.mono(Mono.just("a")))
				.delayElement(Duration.ofMillis(1))
				.flatMap((value) -> this.self.flux(Flux.just(value, "b")).last());
		}

		@Traced
		public Mono<String> callsInside() {
			return Mono.fromSupplier(() -> this.self.call());
		}

		@Traced
		public String call() {
			return "called";
		}

		@Traced
		public void outer(Runnable work) {
			work.run();
		}

	}

}
