/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PendingFuturesTests {

	private static final long PATIENCE_MILLIS = 60_000;

	@ParameterizedTest
	@EnumSource(Mistake.class)
	void futureThatMisbehavesDoesNotStopLaterOnes(Mistake mistake) {
		run((call, spans) -> {
			try (PendingFutures futures = new PendingFutures(10)) {
				assertThat(futures.add(new Broken(mistake), call, call.start(Context.root()))).isTrue();
				spans.take();
				FutureTask<String> later = new FutureTask<>(() -> "done");
				assertThat(futures.add(later, call, call.start(Context.root()))).isTrue();
				later.run();
				spans.take();
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Mistake.class)
	void callerDoesNotNoticeAFutureThatMisbehaves(Mistake mistake) {
		run((call, spans) -> {
			Broken future = new Broken(mistake);
			future.looks.incrementAndGet();
			assertThat(PendingFutures.endIfDone(future, call, call.start(Context.root()))).isTrue();
			assertThat(Thread.interrupted()).isEqualTo(mistake == Mistake.GET_IS_INTERRUPTED);
			spans.take();
		});
	}

	@Test
	void misbehavingFuturesGiveTheirPlacesBack() {
		run((call, spans) -> {
			try (PendingFutures futures = new PendingFutures(1)) {
				futures.add(new Broken(Mistake.IS_DONE_THROWS), call, call.start(Context.root()));
				spans.take();
				FutureTask<String> never = new FutureTask<>(() -> "never");
				Operation operation = call.start(Context.root());
				await().until(() -> futures.add(never, call, operation));
				assertThat(futures.add(never, call, operation)).isFalse();
			}
			spans.take();
		});
	}

	@Test
	void whatIsPendingHasEndedAfterClose() {
		run((call, spans) -> {
			List<Operation> pending = new ArrayList<>();
			PendingFutures futures = new PendingFutures(1000, PATIENCE_MILLIS);
			for (int i = 0; i < 1000; i++) {
				Operation operation = call.start(Context.root());
				pending.add(operation);
				assertThat(futures.add(new FutureTask<>(() -> "never"), call, operation)).isTrue();
			}
			futures.close();
			assertThat(pending).allMatch(Operation::hasEnded);
			spans.take(1000);
		});
	}

	@Test
	void whatIsAcceptedDuringCloseHasEndedToo() {
		run((call, spans) -> {
			for (int round = 0; round < 50; round++) {
				PendingFutures futures = new PendingFutures(Integer.MAX_VALUE, PATIENCE_MILLIS);
				AtomicInteger started = new AtomicInteger();
				CompletableFuture<List<Operation>> accepted = CompletableFuture.supplyAsync(() -> {
					List<Operation> result = new ArrayList<>();
					Operation operation = call.start(Context.root());
					while (futures.add(new FutureTask<>(() -> "never"), call, operation)) {
						result.add(operation);
						started.incrementAndGet();
						operation = call.start(Context.root());
					}
					operation.end();
					return result;
				});
				while (started.get() < 10) {
					Thread.onSpinWait();
				}
				futures.close();
				assertThat(accepted.join()).allMatch(Operation::hasEnded);
				spans.clear();
			}
		});
	}

	@Test
	void nothingIsWatchedAfterClose() {
		run((call, spans) -> {
			PendingFutures futures = new PendingFutures(10);
			futures.close();
			Operation operation = call.start(Context.root());
			assertThat(futures.add(new FutureTask<>(() -> "never"), call, operation)).isFalse();
			operation.end();
			spans.take();
		});
	}

	private static void run(BiConsumer<TracedCall, RecordedSpans> test) {
		TracedApplication.runner().run(TracedApplication.check((context) -> {
			TracedMethod method = new TracedMethod("work", SpanKind.INTERNAL, "Type.method", "Type", "method", false,
					false, true, TracedMethod.Start.CALL, false, Map.of(), List.of());
			TracedCall call = new TracedCall(context.getBean(Operations.class), method,
					new MethodExpressions(null).shared(), null, new Object[0]);
			test.accept(call, context.getBean(RecordedSpans.class));
		}));
	}

	enum Mistake {

		IS_DONE_THROWS, IS_DONE_THROWS_AN_ERROR, IS_CANCELLED_THROWS, GET_THROWS, GET_IS_INTERRUPTED,
		FAILURE_THROWS_WHEN_READ

	}

	/**
	 * Not done at the first look, then wrong in one way.
	 */
	private static final class Broken extends FutureTask<String> {

		private final Mistake mistake;

		private final AtomicInteger looks = new AtomicInteger();

		Broken(Mistake mistake) {
			super(() -> "never");
			this.mistake = mistake;
		}

		@Override
		public boolean isDone() {
			if (this.looks.getAndIncrement() == 0) {
				return false;
			}
			if (this.mistake == Mistake.IS_DONE_THROWS) {
				throw new IllegalStateException("expected");
			}
			if (this.mistake == Mistake.IS_DONE_THROWS_AN_ERROR) {
				throw new NoSuchMethodError("expected");
			}
			return true;
		}

		@Override
		public boolean isCancelled() {
			if (this.mistake == Mistake.IS_CANCELLED_THROWS) {
				throw new IllegalStateException("expected");
			}
			return false;
		}

		@Override
		public String get() throws InterruptedException, ExecutionException {
			switch (this.mistake) {
				case GET_IS_INTERRUPTED -> throw new InterruptedException("expected");
				case FAILURE_THROWS_WHEN_READ -> throw new ExecutionException("expected", new Unreadable());
				default -> throw new IllegalStateException("expected");
			}
		}

	}

	@SuppressWarnings("serial")
	private static final class Unreadable extends Exception {

		@Override
		public String getMessage() {
			throw new IllegalStateException("expected");
		}

	}

}
