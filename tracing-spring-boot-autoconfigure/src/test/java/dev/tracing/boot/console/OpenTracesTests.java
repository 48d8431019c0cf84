/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.analysis.FinishedSpan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenTracesTests {

	private final OpenTraces traces = new OpenTraces(Duration.ofMillis(500), Duration.ofSeconds(10), 2, 3);

	private long now;

	@Test
	void traceIsFinishedWhenNothingHappensForTheQuietPeriod() {
		start("t");
		receive("t", end("t"));
		at(499);
		assertThat(finished()).isEmpty();
		at(500);
		assertThat(finished()).singleElement().satisfies((trace) -> {
			assertThat(trace.spans()).hasSize(1);
			assertThat(trace.isIncomplete()).isFalse();
			assertThat(trace.continued()).isFalse();
		});
		assertThat(finished()).isEmpty();
	}

	@Test
	void traceIsNotFinishedWhileASpanIsOpen() {
		start("t");
		start("t");
		receive("t", end("t"));
		at(5000);
		assertThat(finished()).isEmpty();
		receive("t", end("t"));
		at(5499);
		assertThat(finished()).isEmpty();
		at(5500);
		assertThat(finished()).singleElement().satisfies((trace) -> assertThat(trace.spans()).hasSize(2));
	}

	@Test
	void lateStartBeginsTheQuietPeriodAnew() {
		start("t");
		receive("t", end("t"));
		at(400);
		start("t");
		receive("t", end("t"));
		at(500);
		assertThat(finished()).isEmpty();
		at(900);
		assertThat(finished()).singleElement().satisfies((trace) -> assertThat(trace.spans()).hasSize(2));
	}

	@Test
	void spansThatWaitInAQueueAreAskedForOnce() {
		start("t");
		int span = end("t");
		at(500);
		ConsoleWork work = this.traces.poll(this.now);
		assertThat(work.toFlush()).hasSize(1);
		this.traces.flushing(work.toFlush(), new CompletableResultCode());
		assertThat(this.traces.poll(this.now).toFlush()).isEmpty();
		receive("t", span);
		// The flush itself need not be over.
		assertThat(finished()).singleElement().satisfies((trace) -> assertThat(trace.isIncomplete()).isFalse());
	}

	@Test
	void spansThatNeverArriveAreMissingAfterTheSecondFlush() {
		start("t");
		start("t");
		receive("t", end("t"));
		end("t");
		at(500);
		for (int i = 0; i < 2; i++) {
			ConsoleWork work = this.traces.poll(this.now);
			assertThat(work.finished()).isEmpty();
			assertThat(work.toFlush()).hasSize(1);
			this.traces.flushing(work.toFlush(), CompletableResultCode.ofSuccess());
		}
		assertThat(finished()).singleElement().satisfies((trace) -> {
			assertThat(trace.missing()).isEqualTo(1);
			assertThat(trace.isIncomplete()).isTrue();
		});
	}

	@Test
	void oldTraceIsPrintedIncompleteAndContinuedLater() {
		start("t");
		start("t");
		receive("t", end("t"));
		at(10_000);
		assertThat(finished()).singleElement().satisfies((trace) -> {
			assertThat(trace.open()).isEqualTo(1);
			assertThat(trace.spans()).hasSize(1);
		});
		at(12_000);
		receive("t", end("t"));
		at(12_500);
		assertThat(finished()).singleElement().satisfies((trace) -> {
			assertThat(trace.continued()).isTrue();
			assertThat(trace.isIncomplete()).isFalse();
			assertThat(trace.spans()).hasSize(1);
		});
	}

	@Test
	void spanThatIsNeverEndedHoldsNoPlaceForever() {
		start("a");
		start("b");
		at(10_000);
		assertThat(finished()).isEmpty();
		start("c");
		receive("c", end("c"));
		receive("a", end("a"));
		at(10_500);
		assertThat(finished()).extracting(FinishedTrace::traceId).containsExactly("c", "a");
	}

	@Test
	void lateSpanIsPrintedAsContinued() {
		start("t");
		receive("t", end("t"));
		at(500);
		assertThat(finished()).hasSize(1);
		start("t");
		receive("t", end("t"));
		at(1000);
		assertThat(finished()).singleElement().satisfies((trace) -> assertThat(trace.continued()).isTrue());
	}

	@Test
	void spansThatNobodyCountedAreShownToo() {
		receive("t", 1);
		at(400);
		receive("t", 2);
		at(800);
		assertThat(finished()).isEmpty();
		at(900);
		assertThat(finished()).singleElement().satisfies((trace) -> assertThat(trace.spans()).hasSize(2));
	}

	@Test
	void oneTraceTooManyIsCountedAndLeftOutAsAWhole() {
		start("a");
		start("b");
		start("c");
		start("c");
		receive("c", end("c"));
		assertThat(this.traces.poll(this.now).notShown()).isEqualTo(1);
		receive("a", end("a"));
		receive("b", end("b"));
		at(500);
		assertThat(finished()).extracting(FinishedTrace::traceId).containsExactly("a", "b");
		receive("c", end("c"));
		at(1000);
		assertThat(finished()).isEmpty();
		assertThat(this.traces.poll(this.now).notShown()).isZero();
	}

	@Test
	void oneSpanTooManyIsCounted() {
		for (int i = 0; i < 4; i++) {
			start("t");
			receive("t", end("t"));
		}
		at(500);
		assertThat(finished()).singleElement().satisfies((trace) -> {
			assertThat(trace.spans()).hasSize(3);
			assertThat(trace.notKept()).isEqualTo(1);
			assertThat(trace.missing()).isZero();
		});
	}

	@Test
	void whatIsLeftAtTheEndIsHandedOver() {
		start("t");
		start("t");
		receive("t", end("t"));
		start("u");
		assertThat(this.traces.drain(this.now)).singleElement().satisfies((trace) -> {
			assertThat(trace.traceId()).isEqualTo("t");
			assertThat(trace.open()).isEqualTo(1);
		});
	}

	private List<FinishedTrace> finished() {
		return this.traces.poll(this.now).finished();
	}

	private void at(long millis) {
		this.now = TimeUnit.MILLISECONDS.toNanos(millis);
	}

	private void start(String trace) {
		this.traces.started(trace, this.now);
	}

	private int end(String trace) {
		this.traces.ended(trace, this.now);
		return 1;
	}

	private void receive(String trace, int span) {
		this.traces.received(List.of(new FinishedSpan(trace, Integer.toString(span), null, false, "work",
				SpanKind.INTERNAL, "test", 0, 1, false, null, Attributes.empty())), this.now);
	}

}
