/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LimitWatchTests {

	private final AtomicLong clock = new AtomicLong();

	private final LimitWatch watch = new LimitWatch(8, this.clock::get);

	@Test
	void everyKindIsCountedAndSaidOnItsOwn(CapturedOutput output) {
		this.watch.look(List.of(span("one", 3, 2, 1, "12345678"), span("two", 3, 0, 0, "1234567")));
		assertThat(this.watch.losses()).extracting(LimitLoss::sum).containsExactly(4.0, 2.0, 1.0, 1.0);
		assertThat(output).contains("raise tracing.limits.max-attributes")
			.contains("raise tracing.limits.max-events")
			.contains("raise tracing.limits.max-links")
			.contains("raise tracing.limits.max-attribute-value-length");
	}

	@Test
	void sameLossIsSaidOncePerMinute(CapturedOutput output) {
		this.watch.look(List.of(span("one", 2, 0, 0, ""), span("two", 2, 0, 0, "")));
		this.clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
		this.watch.look(List.of(span("three", 2, 0, 0, "")));
		this.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
		this.watch.look(List.of(span("four", 2, 0, 0, "")));
		assertThat(output.getAll().lines().filter((line) -> line.contains("Dropped"))).hasSize(2)
			.last()
			.asString()
			.contains("span 'four' (4 since the start)");
	}

	@Test
	void spanWithinItsLimitsIsNothingToSay(CapturedOutput output) {
		this.watch.look(List.of(span("one", 1, 0, 0, "short")));
		assertThat(this.watch.losses()).extracting(LimitLoss::sum).containsOnly(0.0);
		assertThat(output).doesNotContain("Dropped");
	}

	private static SpanData span(String name, int attributes, int events, int links, String text) {
		return TestSpanData.builder()
			.setName(name)
			.setKind(SpanKind.INTERNAL)
			.setSpanContext(SpanContext.getInvalid())
			.setStatus(StatusData.unset())
			.setStartEpochNanos(1)
			.setEndEpochNanos(2)
			.setHasEnded(true)
			.setAttributes(Attributes.of(AttributeKey.stringKey("text"), text))
			.setTotalAttributeCount(attributes)
			.setTotalRecordedEvents(events)
			.setTotalRecordedLinks(links)
			.build();
	}

}
