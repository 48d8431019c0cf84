/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of spans that end while the application runs.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class QueuedSpanProcessorTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private final StubbornExporter exporter = new StubbornExporter();

	private Books books = new Books(Books.oneByOne(4, 1), this.exporter);

	@AfterEach
	void close() {
		this.books.close();
		assertThat(this.exporter.isCalledTwiceAtOnce()).isFalse();
	}

	@Test
	void fullBatchDoesNotWaitForTheDelay() {
		use(new BatchSettings(10, 3, 3, LONG, LONG, 1));
		this.books.end("a", "b", "c");
		await().until(() -> this.exporter.batches().equals(List.of(List.of("a", "b", "c"))));
	}

	@Test
	void delayDoesNotWaitForAFullBatch() {
		use(new BatchSettings(10, 3, 3, Duration.ofMillis(20), LONG, 1));
		this.books.end("a");
		await().until(() -> this.exporter.names().equals(List.of("a")));
	}

	@Test
	void oneMoreThanTheQueueHoldsIsDroppedAndSaid(CapturedOutput output) {
		this.exporter.hold();
		fillQueue();
		this.books.end("one too many");
		assertThat(this.books.log.queueSize()).isEqualTo(4);
		assertThat(this.books.log.queueCapacity()).isEqualTo(4);
		assertThat(this.books.log.inFlight()).isOne();
		assertThat(this.books.lost(Loss.QUEUE_FULL)).isOne();
		this.books.assertBalanced();
		release();
		assertThat(output).contains("Dropped 1 spans: export queue is full (queue=4)");
		assertThat(this.exporter.names()).doesNotContain("one too many");
	}

	@Test
	void spansThatFailedTakeThePlaceOfOthers() {
		this.exporter.hold();
		fillQueue();
		this.books.fail("failed");
		this.books.tracer.spanBuilder("thrown").startSpan().recordException(new IllegalStateException()).end();
		this.books.tracer.spanBuilder("slow")
			.setStartTimestamp(1, TimeUnit.SECONDS)
			.startSpan()
			.end(2, TimeUnit.SECONDS);
		this.books.end("unremarkable");
		assertThat(this.books.lost(Loss.QUEUE_FULL)).isEqualTo(4);
		release();
		assertThat(this.exporter.names()).contains("failed", "thrown", "slow").doesNotContain("unremarkable");
		assertThat(this.books.ledger.exported()).isEqualTo(5);
	}

	@Test
	void asManyExportsAreUnderWayAsAreAllowed() {
		use(Books.oneByOne(10, 3));
		this.exporter.hold();
		this.books.end("a", "b", "c", "d");
		await().until(() -> this.books.log.inFlight() == 3 && this.books.log.queueSize() == 1);
		await().until(() -> this.exporter.open().size() == 3);
		this.exporter.open().get(1).succeed();
		await().until(() -> this.exporter.open().size() == 4);
		release();
	}

	@Test
	void failedExportIsCounted() {
		this.exporter.answer((spans) -> CompletableResultCode.ofFailure());
		this.books.end("a");
		await().until(() -> this.books.lost(Loss.EXPORT_FAILED) == 1);
		await().until(() -> this.books.log.failures(ExportFailure.OTHER) == 1);
		await().until(() -> this.books.log.failingSince() > 0);
		this.exporter.answer((spans) -> CompletableResultCode.ofSuccess());
		this.books.end("b");
		await().until(() -> this.books.ledger.exported() == 1);
		assertThat(this.books.log.attempts()).isEqualTo(2);
		await().until(() -> this.books.log.failingSince() == 0);
		assertThat(this.books.log.lastSuccess()).isPositive();
	}

	@Test
	void exporterThatThrowsStopsNothing() {
		this.exporter.answer((spans) -> {
			throw new StackOverflowError("as if");
		});
		this.books.end("a");
		await().until(() -> this.books.lost(Loss.EXPORT_FAILED) == 1);
		this.exporter.answer((spans) -> CompletableResultCode.ofSuccess());
		this.books.end("b");
		await().until(() -> this.books.ledger.exported() == 1);
	}

	@Test
	void exportThatTakesTooLongIsGivenUp() {
		use(new BatchSettings(4, 1, 1, LONG, Duration.ofMillis(50), 1));
		this.exporter.hold();
		this.books.end("a", "b");
		await().until(() -> this.exporter.open().size() == 2);
		await().until(() -> this.books.lost(Loss.EXPORT_FAILED) == 2);
		await().until(() -> this.books.log.failures(ExportFailure.TIMEOUT) == 2);
		this.exporter.open().forEach(CompletableResultCode::succeed);
		await().until(() -> this.books.log.inFlight() == 0);
		assertThat(this.books.ledger.exported()).isZero();
	}

	@Test
	void whatTheSenderSaysCounts() {
		this.exporter.answer((spans) -> {
			Delivery delivery = Delivery.current();
			delivery.failed(ExportFailure.CONNECTION);
			delivery.spooled();
			return CompletableResultCode.ofFailure();
		});
		this.books.end("a");
		await().until(() -> this.books.ledger.balance(Account.SPOOLED) == 1);
		await().until(() -> this.books.log.failures(ExportFailure.CONNECTION) == 1);
		assertThat(this.books.lost(Loss.EXPORT_FAILED)).isZero();
		this.books.ledger.export(Account.SPOOLED, 1);
	}

	@Test
	void spanThatIsNotSampledIsForgotten() {
		this.books.end("unsampled");
		assertThat(this.books.ledger.forgotten()).isOne();
		assertThat(this.exporter.names()).isEmpty();
	}

	@Test
	void spanThatIsNotSampledIsExportedOnRequest() {
		this.books.close();
		this.books = new Books(Books.oneByOne(4, 1), this.exporter, true);
		this.books.end("unsampled");
		await().until(() -> this.books.ledger.exported() == 1);
		assertThat(this.books.ledger.owed()).isOne();
	}

	@Test
	void endingASpanAllocatesNothing() {
		use(new BatchSettings(4096, 4096, 4096, LONG, LONG, 1));
		List<ReadableSpan> spans = new ArrayList<>();
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			for (int i = 0; i < 1000; i++) {
				Span span = provider.get("test").spanBuilder("work").startSpan();
				span.end();
				spans.add((ReadableSpan) span);
			}
		}
		long best = Long.MAX_VALUE;
		for (int round = 0; round < 20; round++) {
			spans.forEach((span) -> this.books.ledger.start(true));
			long before = allocatedBytes();
			for (ReadableSpan span : spans) {
				this.books.processor.onEnd(span);
			}
			best = Math.min(best, allocatedBytes() - before);
			this.books.processor.forceFlush().join(10, TimeUnit.SECONDS);
		}
		// Far less than an object for each: an iterator, and what the JVM needs now and
		// then.
		assertThat(best).isLessThan(4L * spans.size());
		assertThat(this.books.ledger.exported()).isEqualTo(20_000);
	}

	@Test
	void durationsAreToldToTheListener() {
		List<Long> durations = new CopyOnWriteArrayList<>();
		this.books.log.onDuration(durations::add);
		this.books.end("a");
		await().until(() -> durations.size() == 1);
		assertThat(durations).allMatch((nanos) -> nanos > 0);
	}

	private void use(BatchSettings settings) {
		this.books.close();
		this.books = new Books(settings, this.exporter);
	}

	private static long allocatedBytes() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

	// One span under way and four that wait.
	private void fillQueue() {
		this.books.end("under way");
		await().until(() -> this.exporter.open().size() == 1);
		this.books.end("a", "b", "c", "d");
	}

	private void release() {
		this.exporter.answer((spans) -> CompletableResultCode.ofSuccess());
		this.exporter.open().forEach(CompletableResultCode::succeed);
		assertThat(this.books.processor.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
	}

}
