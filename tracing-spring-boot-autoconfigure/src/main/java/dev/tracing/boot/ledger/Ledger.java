/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts where recorded spans are and what became of them. A span that goes from one
 * account to the next is a single increment: no lock, nothing allocated, and never a
 * moment in which it is in two accounts or in none.
 */
public final class Ledger {

	// After which a reader gives up waiting for a moment in which nothing moves: one or
	// two milliseconds, where every processor writes all the time.
	private static final int ATTEMPTS = 4096;

	private final LongAdder[] entries = entries();

	private final Books live = new Books((entry) -> this.entries[entry].sum(), 0);

	private static LongAdder[] entries() {
		LongAdder[] entries = Stream.generate(LongAdder::new).limit(Entries.COUNT).toArray(LongAdder[]::new);
		for (Account from : Account.values()) {
			for (Account to : Account.values()) {
				entries[Entries.entered(from, to)] = entries[Entries.moved(from, to)];
			}
		}
		return entries;
	}

	/**
	 * A span has started and is recorded.
	 * @param sampled whether it is owed to the exporter
	 */
	public void start(boolean sampled) {
		this.entries[sampled ? Entries.SAMPLED : Entries.UNSAMPLED].increment();
	}

	/**
	 * Spans that were not sampled are to be exported all the same.
	 * @param spans how many
	 */
	public void rescue(long spans) {
		this.entries[Entries.RESCUED].add(spans);
	}

	/**
	 * Spans of an earlier run of the application were found on disk.
	 * @param spans how many
	 */
	public void recover(long spans) {
		this.entries[Entries.RECOVERED].add(spans);
	}

	/**
	 * A span that was written off as leaked has ended after all: it lives again, and goes
	 * on from there.
	 */
	public void reclaim() {
		this.entries[Entries.RETURNED].increment();
	}

	/**
	 * Spans go on.
	 * @param from where they were
	 * @param to where they are now
	 * @param spans how many
	 */
	public void move(Account from, Account to, long spans) {
		this.entries[Entries.moved(from, to)].add(spans);
	}

	/**
	 * Spans were taken by the collector or another exporter.
	 * @param from where they were
	 * @param spans how many
	 */
	public void export(Account from, long spans) {
		this.entries[Entries.exported(from)].add(spans);
	}

	/**
	 * Recorded spans that were never sampled are forgotten.
	 * @param from where they were
	 * @param spans how many
	 */
	public void forget(Account from, long spans) {
		this.entries[Entries.forgotten(from)].add(spans);
	}

	/**
	 * Spans that were owed to the exporter are lost. So are those that were evicted
	 * before it was known whether they are to be rescued.
	 * @param from where they were
	 * @param reason why
	 * @param spans how many
	 */
	public void lose(Account from, Loss reason, long spans) {
		this.entries[Entries.lost(from, reason)].add(spans);
	}

	/**
	 * Returns how many spans are in an account. What left it is read before what entered
	 * it, so the number is never below zero; and if nothing left meanwhile, it is exact.
	 * @param account the account
	 * @return the number
	 */
	public long balance(Account account) {
		long left = this.live.left(account);
		for (int i = 0; i < ATTEMPTS; i++) {
			long balance = this.live.entered(account) - left;
			long leftSince = this.live.left(account);
			if (leftSince == left) {
				return balance;
			}
			left = leftSince;
		}
		return this.live.entered(account) - left;
	}

	/**
	 * Returns how many recorded spans have started.
	 * @return the number
	 */
	public long started() {
		return this.live.started();
	}

	/**
	 * Returns how many spans were owed to the exporter.
	 * @return the number
	 */
	public long owed() {
		return this.live.owed();
	}

	/**
	 * Returns how many spans were exported.
	 * @return the number
	 */
	public long exported() {
		return this.live.exported();
	}

	/**
	 * Returns how many recorded spans were forgotten.
	 * @return the number
	 */
	public long forgotten() {
		return this.live.forgotten();
	}

	/**
	 * Returns how many spans were lost.
	 * @param reason why
	 * @return the number
	 */
	public long lost(Loss reason) {
		return this.live.lost(reason);
	}

	/**
	 * Returns how many spans were lost, whatever the reason.
	 * @return the number
	 */
	public long lost() {
		return this.live.lost();
	}

	/**
	 * Reads all counts, those of ends before those of starts, so that no account is below
	 * zero. If nothing moved meanwhile, which is waited for, but not for long, they are
	 * those of one moment and balance to the span.
	 * @return the books
	 */
	public Books books() {
		long[] best = new long[0];
		long leastMotion = Long.MAX_VALUE;
		long[] read = read();
		for (int i = 0; i < ATTEMPTS && leastMotion > 0; i++) {
			long[] again = read();
			long motion = motion(read, again);
			if (motion < leastMotion) {
				leastMotion = motion;
				best = read;
			}
			read = again;
		}
		long[] entries = best;
		return new Books((entry) -> entries[entry], leastMotion);
	}

	private long[] read() {
		long[] values = new long[Entries.COUNT];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.entries[i].sum();
		}
		return values;
	}

	private static long motion(long[] read, long[] again) {
		long motion = 0;
		for (int i = 0; i < read.length; i++) {
			motion += again[i] - read[i];
		}
		return motion;
	}

}
