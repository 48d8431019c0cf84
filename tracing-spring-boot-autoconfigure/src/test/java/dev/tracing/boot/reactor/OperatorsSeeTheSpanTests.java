/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

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
import reactor.core.publisher.Sinks;
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

	static Stream<Chain> chains() {
		return Stream.of(new Chain("map of a value", (seen) -> Mono.just(1).map(seen)),
				new Chain("callable", (seen) -> Mono.fromCallable(seen)),
				new Chain("callable on another thread",
						(seen) -> Mono.fromCallable(seen).subscribeOn(Schedulers.boundedElastic())),
				new Chain("value on another thread",
						(seen) -> Mono.just(1).map(seen).subscribeOn(Schedulers.parallel())),
				new Chain("publishOn", (seen) -> Mono.just(1).publishOn(Schedulers.parallel()).map(seen)),
				new Chain("delay", (seen) -> Mono.delay(SHORT).map(seen)),
				new Chain("delayElement", (seen) -> Mono.just(1).delayElement(SHORT).filter((one) -> true).map(seen)),
				new Chain("inner publisher", (seen) -> Mono.just(1).flatMap((one) -> Mono.delay(SHORT).map(seen))),
				new Chain("after an inner publisher",
						(seen) -> Mono.just(1).flatMap((one) -> Mono.delay(SHORT)).doOnNext(seen::accept).map(seen)),
				new Chain("zip", (seen) -> Mono.zip(Mono.delay(SHORT), Mono.delay(SHORT)).map(seen)),
				new Chain("error",
						(seen) -> Mono.delay(SHORT)
							.flatMap((tick) -> Mono.<String>error(new IllegalStateException("expected")))
							.onErrorResume((ex) -> Mono.fromCallable(seen))),
				new Chain("timeout", (seen) -> Mono.never().timeout(SHORT, Mono.defer(() -> Mono.fromCallable(seen)))),
				new Chain("generator on another thread",
						(seen) -> Flux.generate((sink) -> sink.next(seen.apply(1)))
							.subscribeOn(Schedulers.parallel())
							.take(3)
							.last()),
				new Chain("flatMap of many",
						(seen) -> Flux.range(1, 5)
							.flatMap((one) -> Mono.delay(SHORT).map(seen))
							.concatMap((one) -> Mono.delay(SHORT).map(seen))
							.last()),
				new Chain("groups",
						(seen) -> Flux.range(1, 6)
							.delayElements(SHORT)
							.groupBy((one) -> one % 2)
							.flatMap((group) -> group.map(seen))
							.last()),
				new Chain("parallel",
						(seen) -> Flux.range(1, 4)
							.parallel(2)
							.runOn(Schedulers.parallel())
							.map(seen)
							.sequential()
							.last()),
				new Chain("shared",
						(seen) -> Flux.range(1, 3).delayElements(SHORT).publish().autoConnect().map(seen).last()),
				new Chain("sink", (seen) -> {
					Sinks.One<Integer> sink = Sinks.one();
					Schedulers.parallel().schedule(() -> sink.tryEmitValue(1));
					return sink.asMono().flatMap((one) -> Mono.just(one).map(seen));
				}), new Chain("finally", (seen) -> Mono.delay(SHORT).doFinally((signal) -> seen.apply(1))));
	}

	@ParameterizedTest
	@MethodSource("chains")
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

	@ParameterizedTest
	@MethodSource("chains")
	void operatorsSeeTheSpanInWhichTheirChainIsSubscribedTo(Chain chain) {
		ReactiveApplication.run((application) -> {
			Observation observation = application.observation("request");
			Seen seen = new Seen();
			Mono<?> assembled = chain.of(seen);
			try (Observation.Scope scope = observation.openScope()) {
				assembled.block(PATIENCE);
			}
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

	private record Chain(String name, Function<Seen, Mono<?>> assembly) {

		Mono<?> of(Seen seen) {
			return this.assembly.apply(seen);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Remembers the ids of spans that were current, by the thread.
	 */
	private static final class Seen implements Function<Object, String>, Callable<String> {

		private final Map<String, List<String>> spans = new ConcurrentHashMap<>();

		@Override
		public String apply(Object element) {
			return call();
		}

		void accept(Object element) {
			call();
		}

		@Override
		public String call() {
			String id = Span.current().getSpanContext().getSpanId();
			this.spans.put(id, List.of(Thread.currentThread().getName()));
			return id;
		}

		Map<String, List<String>> spans() {
			return this.spans;
		}

	}

}
