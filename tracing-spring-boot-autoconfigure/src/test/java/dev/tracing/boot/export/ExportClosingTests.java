/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;

import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Closing exports what is left, in the time that it has, and counts the rest.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ExportClosingTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private final StubbornExporter exporter = new StubbornExporter();

	private final Books books = new Books(Books.oneByOne(4, 1), this.exporter);

	@AfterEach
	void close() {
		this.books.close();
		assertThat(this.exporter.isCalledTwiceAtOnce()).isFalse();
	}

	@Test
	void closingExportsWhatIsLeft() {
		try (Books books = new Books(new BatchSettings(10, 3, 3, LONG, LONG, 1), this.exporter)) {
			books.end("a", "b", "c", "d");
			books.processor.shutdown();
			assertThat(this.exporter.names()).containsExactly("a", "b", "c", "d");
			assertThat(this.exporter.isShutdown()).isTrue();
			books.end("late");
			assertThat(books.ledger.exported()).isEqualTo(4);
			assertThat(books.lost(Loss.SHUTDOWN)).isOne();
		}
	}

	@Test
	void closingIsBoundedAndTheRestIsCounted(CapturedOutput output) {
		this.exporter.hold();
		this.books.end("under way");
		await().until(() -> this.exporter.open().size() == 1);
		this.books.end("a", "b", "c", "d");
		assertClosesInTime();
		assertThat(this.books.lost(Loss.SHUTDOWN)).isEqualTo(5);
		assertThat(output).contains("5 spans were not exported within 500 ms (tracing.export.shutdown-timeout)");
		this.exporter.open().forEach(CompletableResultCode::succeed);
		assertThat(this.books.ledger.exported()).isZero();
	}

	@Test
	void closingInterruptsAnExporterThatBlocks() {
		this.exporter.block();
		this.books.end("a", "b");
		await().until(() -> this.exporter.batches().size() == 1);
		assertClosesInTime();
		assertThat(this.books.lost(Loss.SHUTDOWN)).isEqualTo(2);
		await().until(this.exporter::isInterrupted);
		assertThat(this.exporter.isShutdown()).isTrue();
	}

	@Test
	void closingWithoutASpanStartsNoThread() {
		this.books.processor.shutdown();
		assertThat(this.exporter.isShutdown()).isTrue();
		this.books.end("late");
		assertThat(this.books.lost(Loss.SHUTDOWN)).isOne();
	}

	private void assertClosesInTime() {
		long start = System.nanoTime();
		this.books.processor.shutdown();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(450),
				Duration.ofSeconds(10));
	}

}
