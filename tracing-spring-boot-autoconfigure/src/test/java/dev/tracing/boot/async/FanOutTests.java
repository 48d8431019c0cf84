/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.console.ConsoleTraceAutoConfiguration;
import dev.tracing.boot.console.ConsoleTreeAutoConfiguration;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Work that is spread over threads.
 */
@ExtendWith(OutputCaptureExtension.class)
class FanOutTests {

	private static final int TASKS = 3;

	@Test
	void tasksAreChildrenOfWhoSpreadThemAndTheTreeShowsThemAsParallel(CapturedOutput output) {
		application().run((application) -> {
			Tracer tracer = application.getBean(OpenTelemetry.class).getTracer("test");
			Span caller = tracer.spanBuilder("order.check").startSpan();
			try (Scope scope = caller.makeCurrent()) {
				application.getBean("workers", ExecutorService.class)
					.invokeAll(Collections.nCopies(TASKS, task(tracer)));
			}
			finally {
				caller.end();
			}
			List<SpanData> spans = application.getBean(RecordedSpans.class).take(TASKS + 1);
			assertThat(spans.subList(0, TASKS))
				.allSatisfy((span) -> assertThat(span.getParentSpanContext()).isEqualTo(caller.getSpanContext()));
			assertShownAsParallel(output, caller.getSpanContext());
		});
	}

	@Test
	void observedTasksAreChildrenOfTheObservationThatSpreadThem(CapturedOutput output) {
		application().run((application) -> {
			ObservationRegistry observations = application.getBean(ObservationRegistry.class);
			ExecutorService workers = application.getBean("workers", ExecutorService.class);
			CyclicBarrier together = new CyclicBarrier(TASKS);
			Observation.createNotStarted("order.check", observations).observeChecked(() -> {
				List<Future<Void>> tasks = workers.invokeAll(Collections.nCopies(TASKS, () -> {
					Observation.createNotStarted("inventory.check", observations)
						.observeChecked(() -> together.await(5, TimeUnit.SECONDS));
					return null;
				}));
				for (Future<Void> task : tasks) {
					task.get();
				}
			});
			List<SpanData> spans = application.getBean(RecordedSpans.class).take(TASKS + 1);
			SpanData caller = spans.get(TASKS);
			assertThat(caller.getParentSpanContext().isValid()).isFalse();
			assertThat(spans.subList(0, TASKS))
				.allSatisfy((span) -> assertThat(span.getParentSpanContext()).isEqualTo(caller.getSpanContext()));
			assertShownAsParallel(output, caller.getSpanContext());
		});
	}

	private static ApplicationContextRunner application() {
		return AsyncTestKit.application()
			.withConfiguration(
					AutoConfigurations.of(ConsoleTreeAutoConfiguration.class, ConsoleTraceAutoConfiguration.class))
			.withPropertyValues("tracing.console=tree")
			.withBean("workers", ExecutorService.class, () -> Executors.newFixedThreadPool(TASKS));
	}

	private static void assertShownAsParallel(CapturedOutput output, SpanContext caller) {
		await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("trace " + caller.getTraceId()));
		assertThat(output.getOut()).contains("[parallel]");
	}

	private static Callable<Void> task(Tracer tracer) {
		CyclicBarrier together = new CyclicBarrier(TASKS);
		return () -> {
			Span span = tracer.spanBuilder("inventory.check").startSpan();
			try {
				together.await(5, TimeUnit.SECONDS);
				return null;
			}
			finally {
				span.end();
			}
		};
	}

}
