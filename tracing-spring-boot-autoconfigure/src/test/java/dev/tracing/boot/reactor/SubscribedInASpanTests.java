/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Chains that carry nothing and are subscribed to inside a span.
 */
class SubscribedInASpanTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration SHORT = Duration.ofMillis(1);

	@ParameterizedTest
	@MethodSource("dev.tracing.boot.reactor.Chain#all")
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

	static Stream<Function<Mono<String>, Future<String>>> whoWaits() {
		return Stream.of(Mono::toFuture, (mono) -> CompletableFuture.completedFuture(mono.blockOptional().orElse("")),
				(mono) -> CompletableFuture.completedFuture(mono.toFuture().join()),
				(mono) -> CompletableFuture.completedFuture(mono.flux().toStream().toList().get(0)), (mono) -> {
					CompletableFuture<String> result = new CompletableFuture<>();
					mono.subscribe(result::complete);
					return result;
				}, (mono) -> {
					CompletableFuture<String> result = new CompletableFuture<>();
					mono.subscribe(new PlainSubscriber(result));
					return result;
				});
	}

	@ParameterizedTest
	@MethodSource("whoWaits")
	void whoeverWaitsForAResultSubscribesInHisSpan(Function<Mono<String>, Future<String>> wait) {
		ReactiveApplication.run((application) -> {
			Observation observation = application.observation("request");
			Seen seen = new Seen();
			Future<String> result;
			try (Observation.Scope scope = observation.openScope()) {
				result = wait.apply(Mono.delay(SHORT).map(seen).filter((any) -> true));
			}
			assertThat(result).succeedsWithin(PATIENCE);
			assertThat(seen.spans().keySet()).containsExactly(ReactiveApplication.spanId(observation));
			observation.stop();
		});
	}

	// Or a poll would be one trace without an end.
	@Test
	void innerPublisherDoesNotTakeTheSpanOfWhatHappensToEmit() {
		ReactiveApplication.run((application) -> {
			Observation observation = application.observation("call");
			Seen seen = new Seen();
			Mono<Integer> emitting = Mono.create((sink) -> {
				try (Observation.Scope scope = observation.openScope()) {
					sink.success(1);
				}
			});
			emitting.flatMap((one) -> Mono.delay(SHORT).map(seen)).block(PATIENCE);
			emitting.repeatWhen((ends) -> ends.delayElements(SHORT).map((end) -> {
				seen.accept(end);
				return end;
			})).take(3).blockLast(PATIENCE);
			assertThat(seen.spans().keySet()).containsExactly("0000000000000000");
			observation.stop();
		});
	}

	@Test
	void chainThatNobodyWaitsForBelongsToNobody() {
		ReactiveApplication.run((application) -> {
			Observation observation = application.observation("request");
			Seen seen = new Seen();
			CountDownLatch ended = new CountDownLatch(2);
			try (Observation.Scope scope = observation.openScope()) {
				Flux.interval(SHORT).take(2).map(seen).doOnComplete(ended::countDown).subscribe();
				Mono.delay(SHORT)
					.map(seen)
					.doOnSuccess((id) -> ended.countDown())
					.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, Observation.NOOP))
					.subscribe();
			}
			await().atMost(PATIENCE).until(() -> ended.getCount() == 0);
			assertThat(seen.spans().keySet()).containsExactly("0000000000000000");
			observation.stop();
		});
	}

	/**
	 * One of somebody else's.
	 *
	 * @param result what it completes
	 */
	private record PlainSubscriber(CompletableFuture<String> result) implements Subscriber<String> {

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(1);
		}

		@Override
		public void onNext(String element) {
			this.result.complete(element);
		}

		@Override
		public void onError(Throwable error) {
			this.result.completeExceptionally(error);
		}

		@Override
		public void onComplete() {
			this.result.complete("");
		}

	}

}
