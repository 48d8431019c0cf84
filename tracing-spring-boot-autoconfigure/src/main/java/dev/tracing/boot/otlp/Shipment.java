/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.spool.Spooled;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way. Everything happens on the courier's thread, so there is nothing
 * to lock.
 *
 * @param <R> the response as the exporter knows it
 */
final class Shipment<R> {

	private final Courier<R> courier;

	private final byte[] request;

	private final @Nullable Delivery delivery;

	private final Recipient<R> recipient;

	private final Passage<R> passage;

	private final long deadline;

	private @Nullable CompletableFuture<Answer<R>> attempt;

	private @Nullable Answer<R> lastAnswer;

	private @Nullable Throwable lastError;

	// Set while the request is on disk and still on its way.
	private @Nullable Spooled spooled;

	private @Nullable Runnable stopWritingAhead;

	private int failures;

	private boolean over;

	Shipment(Courier<R> courier, byte[] request, @Nullable Delivery delivery, Recipient<R> recipient, long deadline) {
		this.courier = courier;
		this.request = request;
		this.delivery = delivery;
		this.recipient = recipient;
		this.passage = new Passage<>(courier, this);
		this.deadline = deadline;
	}

	void start() {
		if (!this.courier.isClear()) {
			reportOutage();
			if (keep()) {
				return;
			}
			this.passage.exempt();
		}
		attempt();
		if (this.courier.hasSpool() && !this.over) {
			writeAheadLater();
		}
	}

	private void writeAheadLater() {
		this.stopWritingAhead = this.courier.later(this::writeAhead, this.courier.patienceNanos());
	}

	// Spans that are kept without an attempt are safe, and the collector does not take
	// them.
	private void reportOutage() {
		if (this.delivery != null && this.courier.hasSpool() && this.courier.isLeftAlone()) {
			this.delivery.failed(ExportFailure.UNAVAILABLE);
		}
	}

	void attempt() {
		if (this.over) {
			return;
		}
		if (this.deadline - this.courier.now() <= 0) {
			if (!keep()) {
				giveUp();
			}
			return;
		}
		if (!this.passage.enter()) {
			// Behind a full batch more spans wait, and for them there may be no room.
			if (spans() >= this.courier.batchSize()) {
				keep();
			}
			return;
		}
		long wait = this.courier.permit();
		if (wait > 0) {
			this.passage.leave();
			attemptIn(wait);
			return;
		}
		send();
	}

	private void send() {
		long left = Math.max(1, this.deadline - this.courier.now());
		CompletableFuture<Answer<R>> current = this.courier.attempt(this.request, Duration.ofNanos(left));
		this.attempt = current;
		Runnable limit = this.courier.later(() -> current.cancel(true), left);
		CompletableFuture<Answer<R>> unused = current.whenComplete((answer, failure) -> this.courier.execute(() -> {
			limit.run();
			try {
				answered(answer, failure);
			}
			finally {
				this.passage.leave();
			}
		}));
	}

	private void attemptIn(long nanos) {
		long left = this.deadline - this.courier.now();
		if (nanos < left) {
			this.courier.later(this::attempt, nanos);
		}
		else {
			this.courier.later(this::giveUp, Math.max(0, left));
		}
	}

	private void answered(@Nullable Answer<R> answer, @Nullable Throwable failure) {
		this.attempt = null;
		this.lastAnswer = answer;
		this.lastError = failure;
		if (this.delivery != null && (answer == null || answer.verdict() != Verdict.TAKEN)) {
			this.delivery.failed(Failures.of(answer, failure));
		}
		this.courier.learn(answer);
		if (this.over) {
			return;
		}
		if (answer != null && answer.verdict() == Verdict.TAKEN) {
			taken(answer);
		}
		else if (answer != null && answer.verdict() == Verdict.REFUSED) {
			refused();
		}
		else {
			notNow(answer);
		}
	}

	private void taken(Answer<R> answer) {
		this.courier.sent(spans(), answer);
		if (this.spooled != null) {
			this.courier.spool().delivered(this.spooled, answer.partial().rejected());
		}
		else if (this.delivery != null) {
			this.delivery.exported(answer.partial().rejected());
		}
		tell(answer.response());
	}

	private void refused() {
		if (this.spooled != null) {
			this.courier.spool().refused(this.spooled);
			finish();
			return;
		}
		giveUp();
	}

	private void notNow(@Nullable Answer<R> answer) {
		if (this.spooled != null) {
			this.courier.spool().release(this.spooled);
			finish();
			return;
		}
		if (keep()) {
			return;
		}
		this.passage.exempt();
		if (answer != null && answer.verdict() == Verdict.DENIED) {
			giveUp();
			return;
		}
		this.failures++;
		attemptIn(this.courier.backoffNanos(this.failures));
	}

	// From here on the spool delivers it.
	private boolean keep() {
		if (!this.courier.hasSpool()) {
			return false;
		}
		if (this.courier.spool().store(this.request, spans(), this.delivery, false) == null) {
			return false;
		}
		tell(this.courier.done());
		return true;
	}

	// It stays on its way, but is not in memory alone any more.
	private void writeAhead() {
		if (this.over || this.spooled != null) {
			return;
		}
		if (this.attempt == null) {
			stopWaiting();
			return;
		}
		// What is on its way without the lane goes to disk when it has come back.
		if (this.passage.isInside()) {
			this.spooled = this.courier.spool().store(this.request, spans(), this.delivery, true);
		}
		if (this.spooled == null) {
			writeAheadLater();
			return;
		}
		this.courier.overdue(1);
		this.recipient.answer(this.courier.done());
	}

	private void stopWaiting() {
		if (!keep()) {
			this.passage.exempt();
			if (this.courier.stopWaiting(this)) {
				attempt();
			}
		}
		if (!this.over) {
			writeAheadLater();
		}
	}

	private void giveUp() {
		if (!this.over) {
			lost(Loss.EXPORT_FAILED);
		}
	}

	private void lost(Loss reason) {
		if (this.spooled != null) {
			this.courier.spool().release(this.spooled);
		}
		else if (this.delivery != null) {
			this.delivery.lost(reason);
		}
		if (this.lastAnswer != null) {
			tell(this.lastAnswer.response());
			return;
		}
		finish();
		this.recipient.fail(this.lastError, this.courier.timeoutNanos());
	}

	// The sender closes.
	void cutOff() {
		if (this.over) {
			return;
		}
		if (this.spooled != null || !keep()) {
			lost(Loss.SHUTDOWN);
		}
		if (this.attempt != null) {
			this.attempt.cancel(true);
		}
	}

	private void tell(R response) {
		finish();
		this.recipient.answer(response);
	}

	private void finish() {
		if (!this.over) {
			this.over = true;
			if (this.stopWritingAhead != null) {
				this.stopWritingAhead.run();
			}
			this.courier.finished(this);
			if (this.spooled != null) {
				this.courier.overdue(-1);
			}
		}
	}

	private long spans() {
		return (this.delivery != null) ? this.delivery.spans() : RequestSpans.count(this.request);
	}

}
