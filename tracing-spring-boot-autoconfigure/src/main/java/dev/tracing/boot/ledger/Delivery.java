/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Spans of one batch on their way to a destination. Whoever first knows what became of
 * them says it: the sender, which sees what the collector answers, or else the batch
 * processor. What is said later has no effect.
 */
public final class Delivery {

	private static final ThreadLocal<@Nullable Delivery> CURRENT = new ThreadLocal<>();

	private final Ledger ledger;

	// How many spans it holds; once their fate is known, the complement of that.
	private final AtomicLong spans;

	private volatile @Nullable ExportFailure failure;

	private volatile @Nullable Collection<SpanData> rest;

	private volatile boolean spooled;

	/**
	 * Creates a delivery.
	 * @param ledger where the outcome is written
	 * @param spans how many spans are queued for it
	 */
	public Delivery(Ledger ledger, long spans) {
		this.ledger = ledger;
		this.spans = new AtomicLong(spans);
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
		long value = this.spans.get();
		return (value < 0) ? ~value : value;
	}

	/**
	 * Whether its spans are counted in a ledger: further destinations have others.
	 * @param ledger the ledger
	 * @return whether it is this delivery's
	 */
	public boolean isOf(Ledger ledger) {
		return this.ledger == ledger;
	}

	/**
	 * The application's own filters took spans out before they were sent.
	 * @param filtered how many
	 * @param rest what they left
	 */
	public void filtered(long filtered, Collection<SpanData> rest) {
		this.rest = rest;
		long before = this.spans.getAndUpdate((value) -> (value < 0) ? value : Math.max(0, value - filtered));
		if (before > 0 && filtered > 0) {
			this.ledger.lose(Account.QUEUED, Loss.FILTERED, Math.min(before, filtered));
		}
	}

	/**
	 * Returns what the application's filters left of the spans.
	 * @return the rest; null if there are no filters
	 */
	@Nullable Collection<SpanData> rest() {
		return this.rest;
	}

	/**
	 * The destination did not take the spans, which it may still do. The first reason
	 * counts.
	 * @param failure why
	 */
	public void failed(ExportFailure failure) {
		if (this.failure == null) {
			this.failure = failure;
		}
	}

	/**
	 * Returns why the destination did not take the spans.
	 * @return the reason; null if nobody has said one
	 */
	public @Nullable ExportFailure failure() {
		return this.failure;
	}

	/**
	 * The destination took the spans.
	 * @param rejected how many of them it refused
	 */
	public void exported(long rejected) {
		long spans = settle();
		if (spans < 0) {
			return;
		}
		this.failure = null;
		long refused = Math.max(0, Math.min(rejected, spans));
		if (refused > 0) {
			this.ledger.lose(Account.QUEUED, Loss.REJECTED, refused);
		}
		this.ledger.export(Account.QUEUED, spans - refused);
	}

	/**
	 * The spans are on disk.
	 * @return false if their fate was known before: then what is on disk is not counted
	 */
	public boolean spooled() {
		long spans = settle();
		if (spans >= 0) {
			this.spooled = true;
			this.ledger.move(Account.QUEUED, Account.SPOOLED, spans);
		}
		return spans >= 0;
	}

	boolean isSpooled() {
		return this.spooled;
	}

	/**
	 * The spans are lost.
	 * @param reason why
	 */
	public void lost(Loss reason) {
		long spans = settle();
		if (spans >= 0) {
			this.ledger.lose(Account.QUEUED, reason, spans);
		}
	}

	/**
	 * The spans wait in another queue now, whose owner answers for them.
	 */
	public void requeued() {
		settle();
	}

	/**
	 * Whether the outcome is known.
	 * @return whether it was said
	 */
	public boolean isSettled() {
		return this.spans.get() < 0;
	}

	// The number of spans for the first one who asks, and a negative one for all others.
	private long settle() {
		return this.spans.getAndUpdate((value) -> (value < 0) ? value : ~value);
	}

}
