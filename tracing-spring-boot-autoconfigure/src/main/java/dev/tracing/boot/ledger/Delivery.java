/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Spans of one batch on their way to a destination. Whoever first knows what became of
 * them says it: the sender, which sees what the collector answers, or else the batch
 * processor. What is said later has no effect.
 */
public final class Delivery {

	private static final ThreadLocal<@Nullable Delivery> CURRENT = new ThreadLocal<>();

	private final Ledger ledger;

	private final long spans;

	private final AtomicBoolean settled = new AtomicBoolean();

	/**
	 * Creates a delivery.
	 * @param ledger where the outcome is written
	 * @param spans how many spans are queued for it
	 */
	public Delivery(Ledger ledger, long spans) {
		this.ledger = ledger;
		this.spans = spans;
	}

	/**
	 * Returns what the calling thread is exporting.
	 * @return the delivery; null if nothing is being exported
	 */
	public static @Nullable Delivery current() {
		return CURRENT.get();
	}

	/**
	 * Exports within this delivery.
	 * @param <T> type of the result
	 * @param export what exports
	 * @return what it returned
	 */
	public <T> T during(Supplier<T> export) {
		CURRENT.set(this);
		try {
			return export.get();
		}
		finally {
			CURRENT.remove();
		}
	}

	/**
	 * Returns how many spans it holds.
	 * @return the number
	 */
	public long spans() {
		return this.spans;
	}

	/**
	 * The destination took the spans.
	 * @param rejected how many of them it refused
	 */
	public void exported(long rejected) {
		if (this.settled.compareAndSet(false, true)) {
			long refused = Math.max(0, Math.min(rejected, this.spans));
			if (refused > 0) {
				this.ledger.lose(Account.QUEUED, Loss.REJECTED, refused);
			}
			this.ledger.export(Account.QUEUED, this.spans - refused);
		}
	}

	/**
	 * The spans are on disk.
	 * @return whether the spool has them in the books now; false if their outcome was
	 * known before
	 */
	public boolean spooled() {
		boolean first = this.settled.compareAndSet(false, true);
		if (first) {
			this.ledger.move(Account.QUEUED, Account.SPOOLED, this.spans);
		}
		return first;
	}

	/**
	 * The spans are lost.
	 * @param reason why
	 */
	public void lost(Loss reason) {
		if (this.settled.compareAndSet(false, true)) {
			this.ledger.lose(Account.QUEUED, reason, this.spans);
		}
	}

	/**
	 * Whether the outcome is known.
	 * @return whether it was said
	 */
	public boolean isSettled() {
		return this.settled.get();
	}

}
