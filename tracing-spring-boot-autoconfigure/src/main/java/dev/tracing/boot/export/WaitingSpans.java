/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.List;
import java.util.function.Function;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spans that wait for one export, and the books about those that it does not get.
 * Whoever adds a span has counted it as queued.
 *
 * @param <E> type of the spans
 */
final class WaitingSpans<E> {

	private static final Logger logger = LoggerFactory.getLogger(WaitingSpans.class);

	private final SpanQueue<E> queue;

	private final Function<E, SpanData> data;

	private final Ledger ledger;

	private final DropMessage drops;

	WaitingSpans(SpanQueue<E> queue, Function<E, SpanData> data, Ledger ledger, DropMessage drops) {
		this.queue = queue;
		this.data = data;
		this.ledger = ledger;
		this.drops = drops;
	}

	int size() {
		return this.queue.size();
	}

	void add(E span) {
		int lost = this.queue.offer(span);
		if (lost > 0) {
			this.ledger.lose(Account.QUEUED, Loss.QUEUE_FULL, lost);
			this.drops.add(lost);
		}
	}

	/**
	 * Lets a span not wait, because the application closes.
	 */
	void refuse() {
		this.ledger.lose(Account.QUEUED, Loss.SHUTDOWN, 1);
	}

	/**
	 * Takes spans for a batch. One whose data cannot be had is lost and stops nothing.
	 * @param batch where they go
	 * @param most how many of them there may be
	 * @return how many wait no longer
	 */
	int takeInto(List<SpanData> batch, int most) {
		int taken = 0;
		while (taken < most) {
			E span = this.queue.poll();
			if (span == null) {
				break;
			}
			taken++;
			try {
				batch.add(this.data.apply(span));
			}
			catch (RuntimeException | Error ex) {
				this.ledger.lose(Account.QUEUED, Loss.EXPORT_FAILED, 1);
				logger.debug("A span cannot be exported", ex);
			}
		}
		return taken;
	}

	/**
	 * Lets no span wait any longer, because the application closes.
	 * @return how many are lost by that
	 */
	int loseAll() {
		int lost = 0;
		while (this.queue.poll() != null) {
			lost++;
		}
		if (lost > 0) {
			this.ledger.lose(Account.QUEUED, Loss.SHUTDOWN, lost);
		}
		return lost;
	}

}
