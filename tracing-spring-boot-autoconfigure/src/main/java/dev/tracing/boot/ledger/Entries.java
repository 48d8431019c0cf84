/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

/**
 * Numbers of the ledger's counts. Their order is the order in which they are read: what
 * leaves an account comes before what enters it, and starts come last. The few steps back
 * to an earlier account have two numbers, since they would have to come first and last.
 */
@SuppressWarnings("EnumOrdinal") // the order of reading is the order of the constants
final class Entries {

	private static final int ACCOUNTS = Account.values().length;

	private static final int LOSSES = Loss.values().length;

	private static final int OF_AN_ACCOUNT = 2 + LOSSES + ACCOUNTS;

	private static final int ENTERED = ACCOUNTS * OF_AN_ACCOUNT;

	static final int RETURNED = ENTERED + ACCOUNTS * ACCOUNTS;

	static final int RESCUED = RETURNED + 1;

	static final int RECOVERED = RETURNED + 2;

	static final int UNSAMPLED = RETURNED + 3;

	static final int SAMPLED = RETURNED + 4;

	static final int COUNT = RETURNED + 5;

	private Entries() {
	}

	// Spans go from the first account to the last, so the last one is read first.
	private static int first(Account from) {
		return (ACCOUNTS - 1 - from.ordinal()) * OF_AN_ACCOUNT;
	}

	static int exported(Account from) {
		return first(from);
	}

	static int forgotten(Account from) {
		return first(from) + 1;
	}

	static int lost(Account from, Loss reason) {
		return first(from) + 2 + reason.ordinal();
	}

	static int moved(Account from, Account to) {
		return first(from) + 2 + LOSSES + to.ordinal();
	}

	/**
	 * Number under which a step counts where it leads to.
	 * @param from where spans were
	 * @param to where they are now
	 * @return the number
	 */
	static int entered(Account from, Account to) {
		return (from.compareTo(to) < 0) ? moved(from, to) : ENTERED + from.ordinal() * ACCOUNTS + to.ordinal();
	}

	static int end(Account from) {
		return first(from) + OF_AN_ACCOUNT;
	}

}
