/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A chain of operators, and its name.
 *
 * @param name how it is called
 * @param assembly makes it of what it does
 */
record Chain(String name, Function<Seen, Mono<?>> assembly) {

	private static final Duration SHORT = Duration.ofMillis(1);

	static Stream<Chain> all() {
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

	Mono<?> of(Seen seen) {
		return this.assembly.apply(seen);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
