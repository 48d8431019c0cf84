/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.common.CompletableResultCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who asks for a flush waits for what was queued, and no longer than an export takes.
 */
@Timeout(60)
class FlushTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private final StubbornExporter exporter = new StubbornExporter();

	private final Books books = new Books(Books.oneByOne(4, 1), this.exporter);

	@AfterEach
	void close() {
		this.books.close();
		assertThat(this.exporter.isCalledTwiceAtOnce()).isFalse();
	}

	@Test
	void flushWaitsForWhatIsQueuedAndUnderWay() {
		this.exporter.hold();
		this.books.end("a", "b");
		CompletableResultCode flush = this.books.processor.forceFlush();
		await().until(() -> this.exporter.open().size() == 1);
		assertThat(flush.isDone()).isFalse();
		this.exporter.open().get(0).succeed();
		await().until(() -> this.exporter.open().size() == 2);
		assertThat(flush.isDone()).isFalse();
		this.exporter.open().get(1).succeed();
		assertThat(flush.join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
	}

	@Test
	void flushOfNothingSucceeds() {
		assertThat(this.books.processor.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
	}

	@Test
	void flushTellsOfAFailure() {
		try (Books books = new Books(new BatchSettings(10, 3, 3, LONG, LONG, 1), this.exporter)) {
			this.exporter.answer((spans) -> CompletableResultCode.ofFailure());
			books.end("a");
			CompletableResultCode flush = books.processor.forceFlush().join(10, TimeUnit.SECONDS);
			assertThat(flush.isDone()).isTrue();
			assertThat(flush.isSuccess()).isFalse();
		}
	}

	@Test
	void flushWaitsNoLongerThanTheExportsTimeout() {
		try (Books books = new Books(new BatchSettings(200, 1, 1, LONG, Duration.ofMillis(200), 1), this.exporter)) {
			this.exporter.hold();
			for (int i = 0; i < 100; i++) {
				books.end("a");
			}
			CompletableResultCode flush = books.processor.forceFlush().join(5, TimeUnit.SECONDS);
			assertThat(flush.isDone()).isTrue();
			assertThat(flush.isSuccess()).isFalse();
		}
	}

}
