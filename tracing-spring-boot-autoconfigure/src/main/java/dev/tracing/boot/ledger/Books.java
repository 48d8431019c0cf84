/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * What the ledger says: of one moment, if it was read at once. No account is what the
 * others leave over: each is what entered it without what left it.
 */
public final class Books {

	private static final Account[] ACCOUNTS = Account.values();

	private static final Loss[] LOSSES = Loss.values();

	private final IntToLongFunction entries;

	private final long motion;

	Books(IntToLongFunction entries, long motion) {
		this.entries = entries;
		this.motion = motion;
	}

	/**
	 * Returns how many entries were written while the books were read. An account is off
	 * by no more than that; with zero, the books are those of one moment.
	 * @return the number
	 */
	public long motion() {
		return this.motion;
	}

	/**
	 * Returns how many recorded spans have started.
	 * @return the number
	 */
	public long started() {
		return entry(Entries.UNSAMPLED) + entry(Entries.SAMPLED);
	}

	/**
	 * Returns how many spans of an earlier run of the application were found on disk.
	 * @return the number
	 */
	public long recovered() {
		return entry(Entries.RECOVERED);
	}

	/**
	 * Returns how many spans were written off as leaked and ended after all.
	 * @return the number
	 */
	public long returned() {
		return entry(Entries.RETURNED);
	}

	/**
	 * Returns how many spans were owed to the exporter: sampled, rescued, found on disk,
	 * or evicted before it was known whether they are to be rescued.
	 * @return the number
	 */
	public long owed() {
		return entry(Entries.lost(Account.BUFFERED, Loss.EVICTED)) + entry(Entries.RESCUED) + entry(Entries.RECOVERED)
				+ entry(Entries.SAMPLED);
	}

	/**
	 * Returns how many spans are in an account.
	 * @param account the account
	 * @return the number, never below zero
	 */
	public long balance(Account account) {
		long left = left(account);
		return entered(account) - left;
	}

	/**
	 * Returns how many spans were exported.
	 * @return the number
	 */
	public long exported() {
		long sum = 0;
		for (Account from : ACCOUNTS) {
			sum += entry(Entries.exported(from));
		}
		return sum;
	}

	/**
	 * Returns how many recorded spans were never sampled and are forgotten.
	 * @return the number
	 */
	public long forgotten() {
		long sum = 0;
		for (Account from : ACCOUNTS) {
			sum += entry(Entries.forgotten(from));
		}
		return sum;
	}

	/**
	 * Returns how many spans that were owed to the exporter were lost.
	 * @param reason why
	 * @return the number
	 */
	public long lost(Loss reason) {
		long sum = 0;
		for (Account from : ACCOUNTS) {
			sum += entry(Entries.lost(from, reason));
		}
		return sum;
	}

	/**
	 * Returns how many spans that were owed to the exporter were lost, whatever the
	 * reason.
	 * @return the number
	 */
	public long lost() {
		long sum = 0;
		for (Loss reason : LOSSES) {
			sum += lost(reason);
		}
		return sum;
	}

	long left(Account account) {
		long sum = 0;
		for (int i = Entries.exported(account); i < Entries.end(account); i++) {
			sum += entry(i);
		}
		return sum;
	}

	long entered(Account account) {
		long sum = switch (account) {
			case LIVE -> returned() + started();
			case SPOOLED -> recovered();
			case BUFFERED, QUEUED -> 0;
		};
		for (Account from : ACCOUNTS) {
			sum += entry(Entries.entered(from, account));
		}
		return sum;
	}

	private long entry(int index) {
		return this.entries.applyAsLong(index);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("started=").append(started())
			.append(" recovered=")
			.append(recovered())
			.append(" returned=")
			.append(returned())
			.append(" exported=")
			.append(exported())
			.append(" forgotten=")
			.append(forgotten());
		for (Account account : ACCOUNTS) {
			text.append(' ').append(account.name().toLowerCase(Locale.ROOT)).append('=').append(balance(account));
		}
		for (Loss reason : LOSSES) {
			text.append(' ').append(reason.tag()).append('=').append(lost(reason));
		}
		return text.toString();
	}

}
