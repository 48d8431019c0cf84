/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.tracing.boot.ExportStage;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentFatesTests {

	private final AtomicLong now = new AtomicLong(TimeUnit.HOURS.toNanos(1));

	private final RecentFates fates = new RecentFates(this.now::get);

	@Test
	void countsByNameAndFateForAFewMinutes() {
		this.fates.add("order", SpanFate.EXPORTED);
		this.now.addAndGet(TimeUnit.MINUTES.toNanos(1));
		this.fates.add("order", SpanFate.EXPORTED);
		this.fates.add("order", SpanFate.NOT_SAMPLED);
		assertThat(read()).containsEntry("order", Map.of("exported", 2L, "not-sampled", 1L));
		this.now.addAndGet(TimeUnit.MINUTES.toNanos(RecentFates.MINUTES));
		assertThat(read()).containsEntry("order", Map.of("exported", 1L, "not-sampled", 1L));
		this.now.addAndGet(TimeUnit.MINUTES.toNanos(1));
		assertThat(read()).isEmpty();
	}

	@Test
	void namesBeyondTheLimitAreOne() {
		for (int i = 0; i < RecentFates.MAX_NAMES; i++) {
			this.fates.add("name" + i, SpanFate.EXPORTED);
		}
		assertThat(read()).hasSize(RecentFates.MAX_NAMES);
		this.fates.add("one more", SpanFate.EXPORTED);
		this.fates.add("and another", SpanFate.EXPORTED);
		assertThat(read()).hasSize(RecentFates.MAX_NAMES + 1).containsEntry(RecentFates.OTHERS, Map.of("exported", 2L));
	}

	@Test
	void namesAreShownAsTheyWouldBeExported() {
		this.fates.add("user 4711", SpanFate.NOT_SAMPLED);
		this.fates.add("user 4712", SpanFate.NOT_SAMPLED);
		RedactedNames names = new RedactedNames(true, () -> RecentFatesTests::withoutDigits);
		assertThat(names.apply("user 4711")).as("before there is a redaction").isEqualTo("REDACTED");
		names.afterSingletonsInstantiated();
		assertThat(this.fates.read(names)).containsExactly(Map.entry("user #", Map.of("not-sampled", 2L)));
	}

	@Test
	void namesAreShownAsTheyAreIfNothingIsRedacted() {
		RedactedNames names = new RedactedNames(false, () -> RecentFatesTests::withoutDigits);
		names.afterSingletonsInstantiated();
		assertThat(names.apply("user 4711")).isEqualTo("user 4711");
	}

	@Test
	void nameThatCannotBeRedactedIsNotShown() {
		AtomicReference<RedactedNames> names = new AtomicReference<>();
		names.set(new RedactedNames(true, () -> (sinks) -> {
			assertThat(names.get().apply("user 4711")).as("within itself").isEqualTo("REDACTED");
			throw new IllegalStateException("broken");
		}));
		names.get().afterSingletonsInstantiated();
		assertThat(names.get().apply("user 4711")).isEqualTo("REDACTED");
	}

	private Map<String, Map<String, Long>> read() {
		return this.fates.read((name) -> name);
	}

	private static SpanExporter withoutDigits(SpanExporter sinks) {
		ExportStage stage = (behind) -> SpanExporter.composite(new Redacting(behind));
		return stage.before(sinks);
	}

	private record Redacting(SpanExporter sinks) implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			return this.sinks.export(spans.stream().map(Renamed::new).map(SpanData.class::cast).toList());
		}

		@Override
		public CompletableResultCode flush() {
			return this.sinks.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.sinks.shutdown();
		}

	}

	private static final class Renamed extends DelegatingSpanData {

		Renamed(SpanData span) {
			super(span);
		}

		@Override
		public String getName() {
			return super.getName().replaceAll("[0-9]+", "#");
		}

	}

}
