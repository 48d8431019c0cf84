/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that the span of a publisher is started and ended by whoever subscribes to it.
 */
class TracedReactiveResultsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Test
	void everySubscriptionIsASpan() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Mono<String> mono = works.mono(Mono.just("done"));
			spans.assertNoMore();
			assertThat(mono.block(PATIENCE)).isEqualTo("done");
			assertThat(mono.block(PATIENCE)).isEqualTo("done");
			List<SpanData> both = spans.take(2);
			assertThat(both).allSatisfy(
					(span) -> assertThat(span.getAttributes().get(AttributeKey.stringKey("value"))).isEqualTo("done"));
			assertThat(both.get(0).getSpanId()).isNotEqualTo(both.get(1).getSpanId());
		});
	}

	@Test
	void spanHasEndedBeforeTheSubscriberGetsTheResult() {
		TracedApplication.run(Works.class, (works, spans) -> {
			assertThat(works.mono(Mono.just("done")).toFuture().get()).isEqualTo("done");
			assertThat(works.flux(Flux.just("a", "b")).collectList().toFuture().get()).containsExactly("a", "b");
			assertThat(spans.take(2)).extracting(SpanData::getName).containsExactly("works.mono", "works.flux");
		});
	}

	@Test
	void emptyAndFailedResultsEndTheSpan() {
		TracedApplication.run(Works.class, (works, spans) -> {
			assertThat(works.mono(Mono.empty()).block(PATIENCE)).isNull();
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			IllegalStateException error = new IllegalStateException("no stock");
			StepVerifier.create(works.flux(Flux.concat(Flux.just("a"), Flux.error(error))))
				.expectNext("a")
				.expectErrorSatisfies((ex) -> assertThat(ex).isSameAs(error))
				.verify(PATIENCE);
			assertThat(spans.take().getStatus().getDescription()).isEqualTo("no stock");
		});
	}

	@Test
	void methodThatThrowsInsteadOfReturningIsAFailedSpan() {
		TracedApplication.run(Works.class, (works, spans) -> {
			assertThatThrownBy(works::throwing).hasMessage("expected");
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		});
	}

	@Test
	void cancellationEndsTheSpanAndIsNoError() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Disposable subscription = works.mono(Mono.never()).subscribe();
			subscription.dispose();
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(works.flux(Flux.just("a", "b", "c")).take(2).collectList().block(PATIENCE)).hasSize(2);
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(works.flux(Flux.just("a", "b")).blockFirst(PATIENCE)).isEqualTo("a");
			spans.take();
		});
	}

	@Test
	void anyPublisherWorks() {
		TracedApplication.run(Works.class, (works, spans) -> {
			assertThat(Flux.from(works.publisher()).blockLast(PATIENCE)).isEqualTo("done");
			assertThat(spans.take().getName()).isEqualTo("works.publisher");
			assertThat(JdkFlowAdapter.flowPublisherToFlux(works.flow()).blockLast(PATIENCE)).isEqualTo("done");
			assertThat(spans.take().getName()).isEqualTo("works.flow");
			assertThat(works.absent()).isNull();
			assertThat(spans.take().getName()).isEqualTo("works.absent");
		});
	}

	@Test
	void publisherThatCannotBeReplacedIsCoveredByTheCall() {
		TracedApplication.run(Works.class, (works, spans) -> {
			assertThat(works.connectable()).isNotNull();
			assertThat(spans.take().getName()).isEqualTo("works.connectable");
		});
	}

	@Test
	void publisherOutsideReactorIsTracedToo() {
		TracedApplication.runner().withBean(Works.class).run(TracedApplication.check((context) -> {
			TracedCall call = new TracedCall(context.getBean(dev.tracing.boot.operation.Operations.class),
					new TracedMethod("plain", io.opentelemetry.api.trace.SpanKind.INTERNAL, "Type.method", "Type",
							"method", false, false, true, TracedMethod.Start.SUBSCRIPTION, false, java.util.Map.of(),
							List.of()),
					new MethodExpressions(null).shared(), null, new Object[0]);
			Publisher<String> source = Flux.just("a", "b")::subscribe;
			Object traced = new ReactiveResults(null).trace(source, call, io.opentelemetry.context.Context.root());
			assertThat(traced).isInstanceOf(TracedPublisher.class);
			assertThat(Flux.from((Publisher<?>) traced).collectList().block(PATIENCE)).hasSize(2);
			assertThat(context.getBean(RecordedSpans.class).take().getName()).isEqualTo("plain");
		}));
	}

	@Test
	void resultThatArrivesLaterEndsTheSpanLater() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Sinks.One<String> sink = Sinks.one();
			Mono<String> mono = works.mono(sink.asMono());
			var future = mono.toFuture();
			assertThatThrownBy(spans::assertNoMore).hasMessageContaining("never ended");
			sink.tryEmitValue("done");
			assertThat(future.get()).isEqualTo("done");
			spans.take();
		});
	}

	public static class Works {

		@Traced(attributes = @SpanAttribute(value = "value", expression = "#result"))
		public Mono<String> mono(Mono<String> source) {
			return source;
		}

		@Traced
		public Flux<String> flux(Flux<String> source) {
			return source;
		}

		@Traced
		public Mono<String> throwing() {
			throw new IllegalStateException("expected");
		}

		@Traced
		public Publisher<String> publisher() {
			return Mono.just("done");
		}

		@Traced
		public Flow.Publisher<String> flow() {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.just("done"));
		}

		@Traced
		public Mono<String> absent() {
			return null;
		}

		@Traced
		public ConnectableFlux<String> connectable() {
			return Flux.just("a").publish();
		}

	}

}
