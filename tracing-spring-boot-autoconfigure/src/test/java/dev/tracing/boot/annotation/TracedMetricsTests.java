/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TracedMetricsTests {

	@Test
	void callsAreTimedByMethodAndOutcomeOnRequest() {
		TracedApplication.runner()
			.withBean(Orders.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("tracing.annotation.metrics=true")
			.run(TracedApplication.check((context) -> {
				Orders orders = context.getBean(Orders.class);
				orders.create(true);
				assertThatIllegalStateException().isThrownBy(() -> orders.create(false));
				context.getBean(RecordedSpans.class).take();
				context.getBean(RecordedSpans.class).take();
				assertThat(count(context.getBean(MeterRegistry.class), "create", "success")).isOne();
				assertThat(count(context.getBean(MeterRegistry.class), "create", "error")).isOne();
			}));
	}

	@Test
	void futureIsTimedUntilItIsCompleteAndInItsOwnSpan() {
		TracedApplication.runner()
			.withBean(Orders.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("tracing.annotation.metrics=true")
			.run(TracedApplication.check((context) -> {
				Orders orders = context.getBean(Orders.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				CompletableFuture<String> future = orders.later();
				assertThat(count(registry, "later", "success")).isZero();
				future.complete("done");
				assertThat(count(registry, "later", "success")).isOne();
				orders.later().completeExceptionally(new IllegalStateException("no"));
				assertThat(count(registry, "later", "error")).isOne();
				assertThat(Span.current().getSpanContext().isValid()).isFalse();
				context.getBean(RecordedSpans.class).take();
				context.getBean(RecordedSpans.class).take();
			}));
	}

	@Test
	void nothingIsTimedUnlessAskedFor() {
		TracedApplication.runner()
			.withBean(Orders.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run(TracedApplication.check((context) -> {
				context.getBean(Orders.class).create(true);
				context.getBean(RecordedSpans.class).take();
				assertThat(context.getBean(MeterRegistry.class).find("traced.method").timers()).isEmpty();
			}));
	}

	@Test
	void callsGoOnWithoutRegistryAndWithoutMicrometersMeters() {
		TracedApplication.runner()
			.withBean(Orders.class)
			.withPropertyValues("tracing.annotation.metrics=true")
			.run(TracedApplication.check((context) -> {
				context.getBean(Orders.class).create(true);
				context.getBean(RecordedSpans.class).take();
			}));
		TracedApplication.runner()
			.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.withBean(Orders.class)
			.withPropertyValues("tracing.annotation.metrics=true")
			.run(TracedApplication.check((context) -> {
				assertThat(context).doesNotHaveBean(MethodTimers.class);
				context.getBean(Orders.class).create(true);
				context.getBean(RecordedSpans.class).take();
			}));
	}

	private static long count(MeterRegistry registry, String method, String outcome) {
		return registry.find("traced.method")
			.tag("outcome", outcome)
			.timers()
			.stream()
			.filter((timer) -> String.valueOf(timer.getId().getTag("method")).endsWith("." + method))
			.filter((timer) -> timer.count() == 0 || timer.totalTime(TimeUnit.NANOSECONDS) > 0)
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	/**
	 * Public, to be proxied in another class loader.
	 */
	public static class Orders {

		@Traced
		public String create(boolean possible) {
			if (!possible) {
				throw new IllegalStateException("no");
			}
			return "created";
		}

		@Traced
		public CompletableFuture<String> later() {
			return new CompletableFuture<>();
		}

	}

}
