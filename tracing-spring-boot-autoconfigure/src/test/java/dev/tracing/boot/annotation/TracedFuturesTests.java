/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracedFuturesTests {

	private static final AttributeKey<String> VALUE = AttributeKey.stringKey("value");

	@Test
	void stageEndsTheSpanAndStaysTheSameObject() {
		TracedApplication.run(Works.class, (works, spans) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			assertThat(works.future(future)).isSameAs(future);
			assertLive(spans);
			future.complete("done");
			SpanData span = spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(span.getAttributes().get(VALUE)).isEqualTo("done");
		});
	}

	@Test
	void everySubtypeOfAStageWorks() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Promise promise = new Promise();
			assertThat(works.promise(promise)).isSameAs(promise);
			assertThat(works.stage(CompletableFuture.completedStage("now"))).isNotNull();
			assertThat(spans.take().getName()).isEqualTo("works.stage");
			promise.complete("done");
			assertThat(spans.take().getName()).isEqualTo("works.promise");
		});
	}

	@Test
	void stageThatCannotBeObservedReachesTheCaller() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Deaf stage = new Deaf();
			assertThat(works.stage(stage)).isSameAs(stage);
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void failureOfAStageIsTheOneOfTheWork() {
		TracedApplication.run(Works.class, (works, spans) -> {
			CompletableFuture<String> source = new CompletableFuture<>();
			works.future(source.thenApply((value) -> value));
			source.completeExceptionally(new CompletionException(new IllegalStateException("no stock")));
			SpanData span = spans.take();
			assertThat(span.getStatus().getDescription()).isEqualTo("no stock");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("failure"))).isEqualTo("no stock");
		});
	}

	@Test
	void cancelledStageIsNoError() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.future(new CompletableFuture<>()).cancel(true);
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void stageThatTakesNoCallbacksEndsTheSpanWithTheCall() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.future(new Mute());
			spans.take();
		});
	}

	@Test
	void futureWithoutCallbacksEndsTheSpanWhenItIsDone() {
		TracedApplication.run(Works.class, (works, spans) -> {
			FutureTask<String> task = new FutureTask<>(() -> "done");
			assertThat(works.task(task)).isSameAs(task);
			assertLive(spans);
			task.run();
			assertThat(spans.take().getAttributes().get(VALUE)).isEqualTo("done");
			works.task(task);
			assertThat(spans.take().getAttributes().get(VALUE)).isEqualTo("done");
		});
	}

	@Test
	void futureWithoutCallbacksFailsOrIsCancelled() {
		TracedApplication.run(Works.class, (works, spans) -> {
			FutureTask<String> failing = new FutureTask<>(() -> {
				throw new IllegalStateException("no stock");
			});
			works.task(failing);
			failing.run();
			assertThat(spans.take().getStatus().getDescription()).isEqualTo("no stock");
			works.task(new FutureTask<>(() -> "never")).cancel(true);
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void futureBeyondTheLimitEndsTheSpanWithTheCall() {
		TracedApplication.run(Works.class, (works, spans) -> {
			FutureTask<String> watched = new FutureTask<>(() -> "done");
			works.task(watched);
			works.task(new FutureTask<>(() -> "never"));
			assertThat(spans.take().getAttributes().get(VALUE)).isNull();
			watched.run();
			assertThat(spans.take().getAttributes().get(VALUE)).isEqualTo("done");
		}, "tracing.annotation.max-pending-futures=1");
	}

	@Test
	void noFutureIsWatchedIfNoneMayBe() {
		TracedApplication.run(Works.class, (works, spans) -> {
			works.task(new FutureTask<>(() -> "never"));
			assertThat(spans.take().getAttributes().get(VALUE)).isNull();
		}, "tracing.annotation.max-pending-futures=0");
	}

	@Test
	void closingTheApplicationEndsWhatIsPending() {
		RecordedSpans spans = new RecordedSpans();
		TracedApplication.runner()
			.withBean(Works.class)
			.withBean("more", RecordedSpans.class, () -> spans)
			.run((context) -> {
				context.getBean(Works.class).task(new FutureTask<>(() -> "never"));
				context.getBean(TracedResults.class).close();
				spans.take();
				context.getBean("recordedSpans", RecordedSpans.class).take();
			});
	}

	@Test
	void callableIsCoveredByASpanOfItsCaller() {
		TracedApplication.run(Works.class, (works, spans) -> {
			Callable<String> callable = works.callable(null);
			assertThat(callable.call()).isEqualTo(spans.take().getSpanId());
			assertThatThrownBy(() -> works.callable(new IllegalStateException("expected")).call())
				.hasMessage("expected");
			assertThat(spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		});
	}

	private static void assertLive(RecordedSpans spans) {
		assertThatThrownBy(spans::assertNoMore).hasMessageContaining("never ended");
	}

	public static class Works {

		@Traced(attributes = { @SpanAttribute(value = "value", expression = "#result"),
				@SpanAttribute(value = "failure", expression = "#error.message") })
		public CompletableFuture<String> future(CompletableFuture<String> future) {
			return future;
		}

		@Traced
		public CompletionStage<String> stage(CompletionStage<String> stage) {
			return stage;
		}

		@Traced
		public Promise promise(Promise promise) {
			return promise;
		}

		@Traced(attributes = @SpanAttribute(value = "value", expression = "#result"))
		public Future<String> task(FutureTask<String> task) {
			return task;
		}

		@Traced
		public Callable<String> callable(Exception error) {
			return () -> {
				if (error != null) {
					throw error;
				}
				return Span.current().getSpanContext().getSpanId();
			};
		}

	}

	static class Promise extends CompletableFuture<String> {

	}

	static class Deaf extends CompletableFuture<String> {

		@Override
		public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
			throw new UnsupportedOperationException();
		}

	}

	static class Mute extends CompletableFuture<String> {

		@Override
		public CompletableFuture<String> whenComplete(
				java.util.function.BiConsumer<? super String, ? super Throwable> action) {
			throw new UnsupportedOperationException();
		}

	}

}
