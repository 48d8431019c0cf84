/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts where spans are and what became of them. Every method is one or two increments:
 * no lock, nothing allocated. A span enters an account before it leaves the one before.
 */
public final class Ledger {

	private final LongAdder started = new LongAdder();

	private final LongAdder owed = new LongAdder();

	private final LongAdder exported = new LongAdder();

	private final LongAdder forgotten = new LongAdder();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder[] entered = adders(Account.values().length);

	private final LongAdder[] left = adders(Account.values().length);

	private final LongAdder[] lost = adders(Loss.values().length);

	private static LongAdder[] adders(int count) {
		return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
	}

	/**
	 * A span has started and is recorded.
	 * @param sampled whether it is owed to the exporter
	 */
	public void start(boolean sampled) {
		this.started.increment();
		if (sampled) {
			this.owed.increment();
		}
		this.entered[Account.LIVE.ordinal()].increment();
	}

	/**
	 * Spans that were not sampled are to be exported all the same.
	 * @param spans how many
	 */
	public void rescue(long spans) {
		this.owed.add(spans);
	}

	/**
	 * Spans that this process did not start were found on disk.
	 * @param spans how many
	 */
	public void recover(long spans) {
		this.recovered.add(spans);
		this.entered[Account.SPOOLED.ordinal()].add(spans);
	}

	/**
	 * Spans go on.
	 * @param from where they were
	 * @param to where they are now
	 * @param spans how many
	 */
	public void move(Account from, Account to, long spans) {
		this.entered[to.ordinal()].add(spans);
		this.left[from.ordinal()].add(spans);
	}

	/**
	 * Spans were taken by the collector or another exporter.
	 * @param from where they were
	 * @param spans how many
	 */
	public void export(Account from, long spans) {
		this.exported.add(spans);
		this.left[from.ordinal()].add(spans);
	}

	/**
	 * Recorded spans that were never sampled are forgotten.
	 * @param from where they were
	 * @param spans how many
	 */
	public void forget(Account from, long spans) {
		this.forgotten.add(spans);
		this.left[from.ordinal()].add(spans);
	}

	/**
	 * Spans that were owed to the exporter are lost.
	 * @param from where they were
	 * @param reason why
	 * @param spans how many
	 */
	public void lose(Account from, Loss reason, long spans) {
		this.lost[reason.ordinal()].add(spans);
		this.left[from.ordinal()].add(spans);
	}

	/**
	 * Returns how many spans are in an account.
	 * @param account the account
	 * @return the number, never below zero
	 */
	public long balance(Account account) {
		long left = this.left[account.ordinal()].sum();
		return this.entered[account.ordinal()].sum() - left;
	}

	/**
	 * Returns how many recorded spans have started.
	 * @return the number
	 */
	public long started() {
		return this.started.sum();
	}

	/**
	 * Returns how many spans were owed to the exporter.
	 * @return the number
	 */
	public long owed() {
		return this.owed.sum();
	}

	/**
	 * Returns how many spans were exported.
	 * @return the number
	 */
	public long exported() {
		return this.exported.sum();
	}

	/**
	 * Returns how many recorded spans were forgotten.
	 * @return the number
	 */
	public long forgotten() {
		return this.forgotten.sum();
	}

	/**
	 * Returns how many spans were found on disk.
	 * @return the number
	 */
	public long recovered() {
		return this.recovered.sum();
	}

	/**
	 * Returns how many spans were lost.
	 * @param reason why
	 * @return the number
	 */
	public long lost(Loss reason) {
		return this.lost[reason.ordinal()].sum();
	}

}
