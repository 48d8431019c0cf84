/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads write, one reads: what it reads is compared with what each thread knows of
 * its own spans.
 */
class LedgerStressTests {

	private static final int THREADS = 8;

	private static final int SPANS = 200_000;

	private static final int STRIDE = 16;

	// Each thread counts for itself, before and after it writes.
	private final AtomicLongArray begun = new AtomicLongArray(THREADS * STRIDE);

	private final AtomicLongArray started = new AtomicLongArray(THREADS * STRIDE);

	private final AtomicLongArray ending = new AtomicLongArray(THREADS * STRIDE);

	private final AtomicLongArray ended = new AtomicLongArray(THREADS * STRIDE);

	private final Ledger ledger = new Ledger();

	@Test
	void booksAreRightWhileTheyAreWrittenAndBalanceAtRest() throws Exception {
		// Code that is not compiled yet reads for longer than any other.
		for (int i = 0; i < 5000; i++) {
			readAndCompare();
		}
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int number = i;
			threads.add(new Thread(() -> work(number)));
		}
		threads.forEach(Thread::start);
		long read = 0;
		long exact = 0;
		long mostMotion = 0;
		while (threads.stream().anyMatch(Thread::isAlive)) {
			Books books = readAndCompare();
			read++;
			exact += (books.motion() == 0) ? 1 : 0;
			mostMotion = Math.max(mostMotion, books.motion());
		}
		for (Thread thread : threads) {
			thread.join();
		}
		Books books = readAndCompare();
		System.out.printf("Balance sheet of %d threads: %s%nBooks were read %d times, %d of them at one moment, "
				+ "off by %d at most otherwise%n", THREADS, books, read, exact, mostMotion);
		assertThat(exact).isPositive();
		assertThat(mostMotion).isLessThanOrEqualTo(THREADS);
		assertThat(books.motion()).isZero();
		assertThat(books.started()).isEqualTo((long) THREADS * SPANS);
		for (Account account : Account.values()) {
			assertThat(books.balance(account)).as(account.tag()).isZero();
		}
		assertThat(books.exported() + books.forgotten() + books.lost()).isEqualTo(books.started());
		assertThat(books.exported() + books.lost()).isEqualTo(books.owed());
	}

	private Books readAndCompare() {
		long startedBefore = sum(this.started);
		long endedBefore = sum(this.ended);
		Books books = this.ledger.books();
		long begunAfter = sum(this.begun);
		long endingAfter = sum(this.ending);
		assertThat(books.started()).isBetween(startedBefore, begunAfter);
		long ended = books.exported() + books.forgotten() + books.lost();
		assertThat(ended).isBetween(endedBefore, endingAfter);
		long open = 0;
		for (Account account : Account.values()) {
			assertThat(books.balance(account)).as(account.tag()).isNotNegative();
			open += books.balance(account);
		}
		assertThat(open + ended).isBetween(books.started(), books.started() + books.motion());
		// Each thread has one open span at a time.
		assertThat(open).isLessThanOrEqualTo(THREADS + books.motion());
		for (Account account : Account.values()) {
			assertThat(this.ledger.balance(account)).as(account.tag()).isNotNegative();
		}
		return books;
	}

	private void work(int thread) {
		int mine = thread * STRIDE;
		for (int i = 0; i < SPANS; i++) {
			boolean sampled = i % 2 == 0;
			this.begun.incrementAndGet(mine);
			this.ledger.start(sampled);
			this.started.incrementAndGet(mine);
			live(sampled, i, mine);
			this.ended.incrementAndGet(mine);
			// Something else happens between two spans, or nothing could be read at once.
			for (int j = 0; j < 20; j++) {
				Thread.onSpinWait();
			}
		}
	}

	private void live(boolean sampled, int number, int mine) {
		if (sampled) {
			this.ledger.move(Account.LIVE, Account.QUEUED, 1);
			queued(number, mine);
			return;
		}
		this.ledger.move(Account.LIVE, Account.BUFFERED, 1);
		if (number % 10 == 1) {
			this.ledger.rescue(1);
			this.ledger.move(Account.BUFFERED, Account.LIVE, 1);
			this.ledger.move(Account.LIVE, Account.QUEUED, 1);
			queued(number, mine);
			return;
		}
		this.ending.incrementAndGet(mine);
		this.ledger.forget(Account.BUFFERED, 1);
	}

	private void queued(int number, int mine) {
		if (number % 7 == 0) {
			this.ending.incrementAndGet(mine);
			this.ledger.lose(Account.QUEUED, Loss.values()[number % Loss.values().length], 1);
			return;
		}
		if (number % 3 == 0) {
			this.ledger.move(Account.QUEUED, Account.SPOOLED, 1);
			this.ending.incrementAndGet(mine);
			this.ledger.export(Account.SPOOLED, 1);
			return;
		}
		this.ending.incrementAndGet(mine);
		this.ledger.export(Account.QUEUED, 1);
	}

	private static long sum(AtomicLongArray counts) {
		long sum = 0;
		for (int i = 0; i < THREADS; i++) {
			sum += counts.get(i * STRIDE);
		}
		return sum;
	}

}
