/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.function.LongSupplier;

/**
 * A text that can be read for a while only. That ends even a regular expression that
 * would try for years.
 */
final class BudgetedText implements CharSequence {

	private static final int READS_PER_LOOK = 256;

	private final String text;

	private final long deadline;

	private final LongSupplier nanoClock;

	private int reads;

	BudgetedText(String text, long deadline, LongSupplier nanoClock) {
		this.text = text;
		this.deadline = deadline;
		this.nanoClock = nanoClock;
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public char charAt(int index) {
		if (++this.reads >= READS_PER_LOOK) {
			this.reads = 0;
			check();
		}
		return this.text.charAt(index);
	}

	void check() {
		if (this.nanoClock.getAsLong() - this.deadline > 0) {
			throw new BudgetSpentException();
		}
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return new BudgetedText(this.text.substring(start, end), this.deadline, this.nanoClock);
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * The time is up.
	 */
	static final class BudgetSpentException extends RuntimeException {

		BudgetSpentException() {
			super("its time was up (tracing.redaction.detector-budget)", null, false, false);
		}

	}

}
