/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods with {@code @Scheduled}.
 */
class ScheduledTracingTests {

	private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

	private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	private final ApplicationContextRunner runner = AsyncTestKit.application().withUserConfiguration(Timer.class);

	@Test
	void everyRunIsATraceOfItsOwn() {
		this.runner.withBean(CleanUpJob.class).run((application) -> {
			RecordedSpans spans = application.getBean(RecordedSpans.class);
			SpanData work = spans.take();
			SpanData run = spans.take();
			assertThat(run.getName()).isEqualTo("schedule.clean_up");
			assertThat(run.getKind()).isEqualTo(SpanKind.INTERNAL);
			assertThat(run.getParentSpanContext().isValid()).isFalse();
			assertThat(run.getAttributes().get(FUNCTION)).isEqualTo(CleanUpJob.class.getName() + ".cleanUp");
			assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(work.getParentSpanContext()).isEqualTo(run.getSpanContext());
			assertThat(spans.take(2).get(1).getTraceId()).isNotEqualTo(run.getTraceId());
		});
	}

	@Test
	void errorIsRecorded() {
		this.runner.withBean(FailingJob.class).run((application) -> {
			SpanData run = application.getBean(RecordedSpans.class).take();
			assertThat(run.getName()).isEqualTo("schedule.fail");
			assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(run.getAttributes().get(ERROR_TYPE)).isEqualTo(IllegalStateException.class.getName());
			assertThat(run.getEvents()).hasSize(1);
		});
	}

	@Test
	void reactiveRunEndsWithItsPublisher() {
		this.runner.withBean(ReactiveJob.class).run((application) -> {
			RecordedSpans spans = application.getBean(RecordedSpans.class);
			SpanData work = spans.take();
			SpanData run = spans.take();
			assertThat(run.getName()).isEqualTo("schedule.sync");
			assertThat(run.getParentSpanContext().isValid()).isFalse();
			assertThat(Duration.ofNanos(run.getEndEpochNanos() - run.getStartEpochNanos()))
				.isGreaterThanOrEqualTo(Duration.ofMillis(5));
			assertThat(work.getParentSpanContext()).isEqualTo(run.getSpanContext());
		});
	}

	@Test
	void runsWithoutARegistryAreTracedToo() {
		this.runner.withBean(CleanUpJob.class)
			.withBean("observationRegistry", ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((application) -> assertThat(application.getBean(RecordedSpans.class).take(2).get(1).getName())
				.isEqualTo("schedule.clean_up"));
	}

	@Test
	void legacyNamesAreWrittenIfAskedFor() {
		this.runner.withBean(FailingJob.class).withPropertyValues("tracing.semconv=legacy").run((application) -> {
			SpanData run = application.getBean(RecordedSpans.class).take();
			assertThat(run.getAttributes().get(FUNCTION)).isNull();
			assertThat(run.getAttributes().get(AttributeKey.stringKey("code.function"))).isEqualTo("fail");
			assertThat(run.getAttributes().get(AttributeKey.stringKey("code.namespace")))
				.isEqualTo(FailingJob.class.getName());
		});
	}

	@Test
	void springBootsSpanStaysIfTurnedOff() {
		this.runner.withBean(FailingJob.class)
			.withPropertyValues("tracing.async.scheduled.enabled=false")
			.run((application) -> assertThat(application.getBean(RecordedSpans.class).take().getName())
				.startsWith("task "));
	}

	static class CleanUpJob {

		private final OpenTelemetry openTelemetry;

		CleanUpJob(OpenTelemetry openTelemetry) {
			this.openTelemetry = openTelemetry;
		}

		@Scheduled(fixedDelay = 20)
		void cleanUp() {
			this.openTelemetry.getTracer("test").spanBuilder("work").startSpan().end();
		}

	}

	static class FailingJob {

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		void fail() {
			throw new IllegalStateException("no stock");
		}

	}

	static class ReactiveJob {

		private final ObservationRegistry registry;

		ReactiveJob(ObservationRegistry registry) {
			this.registry = registry;
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		Mono<Long> sync() {
			return Mono.deferContextual((context) -> Mono.delay(Duration.ofMillis(5)).doOnNext((tick) -> {
				Observation parent = context.get(ObservationThreadLocalAccessor.KEY);
				Observation.createNotStarted("work", this.registry).parentObservation(parent).observe(() -> {
				});
			}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Timer {

	}

}
