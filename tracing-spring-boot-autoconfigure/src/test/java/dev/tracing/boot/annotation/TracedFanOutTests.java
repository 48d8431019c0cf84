/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.console.ConsoleTraceAutoConfiguration;
import dev.tracing.boot.console.ConsoleTreeAutoConfiguration;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Publishers that are subscribed to at the same time.
 */
@ExtendWith(OutputCaptureExtension.class)
class TracedFanOutTests {

	private static final int CHECKS = 3;

	@Test
	void checksAreChildrenOfWhoSpreadThemAndTheTreeShowsThemAsParallel(CapturedOutput output) {
		TracedApplication.runner()
			.withConfiguration(
					AutoConfigurations.of(ConsoleTreeAutoConfiguration.class, ConsoleTraceAutoConfiguration.class))
			.withPropertyValues("tracing.console=tree")
			.withBean(Orders.class)
			.run((application) -> {
				application.getBean(Orders.class).check().block(Duration.ofSeconds(10));
				List<SpanData> spans = application.getBean(RecordedSpans.class).take(CHECKS + 1);
				SpanData order = spans.get(CHECKS);
				assertThat(order.getName()).isEqualTo("order.check");
				assertThat(spans.subList(0, CHECKS)).allSatisfy((span) -> {
					assertThat(span.getName()).isEqualTo("inventory.check");
					assertThat(span.getParentSpanContext()).isEqualTo(order.getSpanContext());
				});
				await().atMost(Duration.ofSeconds(10))
					.until(() -> output.getOut().contains("trace " + order.getTraceId()));
				assertThat(output.getOut()).contains("[parallel]");
			});
	}

	static class Orders {

		private final CyclicBarrier together = new CyclicBarrier(CHECKS);

		@Lazy
		@Autowired
		private Orders self;

		@Traced("order.check")
		Mono<List<Integer>> check() {
			return Flux.range(0, CHECKS).flatMap((item) -> this.self.check(item)).collectList();
		}

		@Traced("inventory.check")
		Mono<Integer> check(int item) {
			return Mono.fromCallable(() -> this.together.await(5, TimeUnit.SECONDS))
				.subscribeOn(Schedulers.boundedElastic());
		}

	}

}
