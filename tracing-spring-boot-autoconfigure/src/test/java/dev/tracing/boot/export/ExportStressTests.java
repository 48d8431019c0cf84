/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads end spans while exports succeed, fail and throw: the books agree with what
 * the exporter and the threads have counted on their own.
 */
class ExportStressTests {

	private static final int THREADS = 8;

	private static final int EACH = 20_000;

	private final AtomicLong succeeded = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicLong failedSpansSeen = new AtomicLong();

	@Test
	@Timeout(120)
	void booksBalanceToTheSpan() throws Exception {
		StubbornExporter exporter = new StubbornExporter();
		exporter.answer(this::answer);
		Books books = new Books(new BatchSettings(512, 64, 64, Duration.ofMillis(5), Duration.ofSeconds(30), 3),
				exporter, false, Duration.ofSeconds(30));
		long ended = endSpans(books);
		books.processor.forceFlush().join(30, TimeUnit.SECONDS);
		assertThat(books.ledger.balance(Account.QUEUED)).isZero();
		books.assertBalanced();
		long late = 1_000;
		books.processor.shutdown();
		for (int i = 0; i < late; i++) {
			books.end("late");
		}
		books.close();
		assertThat(exporter.isCalledTwiceAtOnce()).isFalse();
		assertThat(books.ledger.started()).isEqualTo(ended + late);
		assertThat(books.ledger.exported()).isEqualTo(this.succeeded.get());
		assertThat(books.lost(Loss.EXPORT_FAILED)).isEqualTo(this.failed.get());
		assertThat(books.lost(Loss.SHUTDOWN)).isEqualTo(late);
		assertThat(books.ledger.exported() + books.lost(Loss.EXPORT_FAILED) + books.lost(Loss.QUEUE_FULL))
			.isEqualTo(ended);
		assertThat(books.ledger.balance(Account.LIVE)).isZero();
		System.out.printf("%d ended, %d exported, %d failed, %d dropped; of %d that failed %d arrived%n", ended,
				this.succeeded.get(), this.failed.get(), books.lost(Loss.QUEUE_FULL), ended / 100,
				this.failedSpansSeen.get());
	}

	@Test
	@Timeout(120)
	void booksBalanceIfItClosesUnderLoad() throws Exception {
		StubbornExporter exporter = new StubbornExporter();
		exporter.answer(this::answer);
		Books books = new Books(new BatchSettings(512, 64, 64, Duration.ofMillis(5), Duration.ofSeconds(30), 3),
				exporter, false, Duration.ofSeconds(30));
		ExecutorService closer = Executors.newSingleThreadExecutor();
		Future<?> closed = closer.submit(() -> {
			while (books.ledger.started() < EACH) {
				Thread.onSpinWait();
			}
			books.processor.shutdown();
		});
		long ended = endSpans(books);
		closed.get();
		closer.shutdown();
		books.close();
		assertThat(books.ledger.balance(Account.QUEUED)).isZero();
		assertThat(books.ledger.balance(Account.LIVE)).isZero();
		assertThat(books.ledger.exported()).isEqualTo(this.succeeded.get());
		assertThat(books.lost(Loss.EXPORT_FAILED)).isEqualTo(this.failed.get());
		assertThat(books.lost(Loss.SHUTDOWN)).isPositive();
		assertThat(books.ledger.started()).isEqualTo(ended);
		books.assertBalanced();
	}

	private long endSpans(Books books) throws Exception {
		ExecutorService producers = Executors.newFixedThreadPool(THREADS);
		List<Future<?>> results = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			results.add(producers.submit(() -> {
				for (int i = 0; i < EACH; i++) {
					if (i % 100 == 0) {
						books.fail("failed");
					}
					else {
						books.end("work");
					}
				}
			}));
		}
		boolean negative = false;
		while (results.stream().anyMatch((result) -> !result.isDone())) {
			negative |= books.ledger.balance(Account.QUEUED) < 0 || books.ledger.balance(Account.LIVE) < 0;
		}
		for (Future<?> result : results) {
			result.get();
		}
		producers.shutdown();
		assertThat(negative).isFalse();
		return (long) THREADS * EACH;
	}

	private CompletableResultCode answer(Collection<SpanData> spans) {
		long number = this.succeeded.get() + this.failed.get();
		this.failedSpansSeen.addAndGet(spans.stream().filter((span) -> span.getName().equals("failed")).count());
		if (number % 3 == 1) {
			this.failed.addAndGet(spans.size());
			return CompletableResultCode.ofFailure();
		}
		if (number % 11 == 1) {
			this.failed.addAndGet(spans.size());
			throw new IllegalStateException("now and then");
		}
		this.succeeded.addAndGet(spans.size());
		return CompletableResultCode.ofSuccess();
	}

}
