/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.time.Duration;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what code in operators sees, with Spring Boot's default propagation.
 */
class OperatorsSeeTheSpanTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration SHORT = Duration.ofMillis(1);

	@ParameterizedTest
	@MethodSource("dev.tracing.boot.reactor.Chain#all")
	void operatorsSeeTheSpanOfTheirChain(Chain chain) {
		ReactiveApplication.run((application) -> {
			Observation observation = application.observation("request");
			Seen seen = new Seen();
			chain.of(seen)
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, observation))
				.block(PATIENCE);
			// What comes after the end comes after the result, too.
			await().atMost(PATIENCE).until(() -> !seen.spans().isEmpty());
			assertThat(seen.spans().keySet()).containsExactly(ReactiveApplication.spanId(observation));
			observation.stop();
		});
	}

	@Test
	void operatorsBehindAnInnerSpanSeeTheOuterOne() {
		ReactiveApplication.run((application) -> {
			Observation outer = application.observation("outer");
			Observation inner = application.observation("inner");
			Seen insideSeen = new Seen();
			Seen outsideSeen = new Seen();
			Mono.delay(SHORT)
				.map(insideSeen)
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, inner))
				.map(outsideSeen)
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, outer))
				.block(PATIENCE);
			assertThat(insideSeen.spans().keySet()).containsExactly(ReactiveApplication.spanId(inner));
			assertThat(outsideSeen.spans().keySet()).containsExactly(ReactiveApplication.spanId(outer));
			inner.stop();
			outer.stop();
		});
	}

	@Test
	void observationsInOperatorsAreChildren() {
		ReactiveApplication.run((application) -> {
			Observation outer = application.observation("outer");
			Observation inside = Mono.delay(SHORT)
				.map((tick) -> application.observation("inside"))
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, outer))
				.block(PATIENCE);
			assertThat(inside).isNotNull();
			assertThat(ReactiveApplication.parentId(inside)).isEqualTo(ReactiveApplication.spanId(outer));
			inside.stop();
			outer.stop();
		});
	}

	@Test
	void threadsStayClean() {
		ReactiveApplication.run((application) -> {
			Scheduler scheduler = Schedulers.newSingle("clean");
			try {
				Observation observation = application.observation("request");
				Mono.fromCallable(() -> 1)
					.subscribeOn(scheduler)
					.map((one) -> one + 1)
					.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, observation))
					.block(PATIENCE);
				observation.stop();
				Boolean clean = Mono.fromCallable(() -> !Span.current().getSpanContext().isValid())
					.subscribeOn(scheduler)
					.block(PATIENCE);
				assertThat(clean).isTrue();
			}
			finally {
				scheduler.dispose();
			}
		});
	}

	@Test
	void chainsWithoutASpanStayWhatTheyAre() {
		ReactiveApplication.run((application) -> {
			Seen seen = new Seen();
			Mono.delay(SHORT).map(seen).block(PATIENCE);
			ConnectableFlux<String> connectable = Flux.just(1, 2).map(seen).publish();
			connectable.subscribe();
			connectable.connect();
			assertThat(seen.spans().keySet()).containsExactly("0000000000000000");
		});
	}

	@Test
	void automaticPropagationIsLeftToItself() {
		ReactiveApplication.run((application) -> {
			Hooks.enableAutomaticContextPropagation();
			try {
				assertThat(Mono.delay(SHORT)).isNotInstanceOf(SpanPublisher.class);
			}
			finally {
				Hooks.disableAutomaticContextPropagation();
			}
			assertThat(Mono.delay(SHORT)).isInstanceOf(SpanPublisher.class);
		});
	}

	@Test
	void operatorsThatPassSignalsOnAreNotWrapped() {
		ReactiveApplication.run((application) -> {
			Mono<Long> delay = Mono.delay(SHORT);
			assertThat(delay.map((tick) -> tick)).isNotInstanceOf(SpanPublisher.class);
			assertThat(delay.map((tick) -> tick).filter((tick) -> true)).isNotInstanceOf(SpanPublisher.class);
			assertThat(delay.flatMap(Mono::just)).isInstanceOf(SpanPublisher.class);
			assertThat(Mono.just(1)).isNotInstanceOf(SpanPublisher.class);
		});
	}

}
