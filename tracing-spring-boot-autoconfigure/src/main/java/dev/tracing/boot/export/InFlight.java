/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exports that have begun and not ended, and the books about those that have.
 */
final class InFlight {

	private static final Logger logger = LoggerFactory.getLogger(InFlight.class);

	private final ExportLog log;

	private final LongSupplier nanoClock;

	private final Set<Batch> batches = ConcurrentHashMap.newKeySet();

	private final AtomicLong failures = new AtomicLong();

	InFlight(ExportLog log, LongSupplier nanoClock) {
		this.log = log;
		this.nanoClock = nanoClock;
	}

	int size() {
		return this.batches.size();
	}

	/**
	 * Returns how many exports have failed so far.
	 * @return the number
	 */
	long failures() {
		return this.failures.get();
	}

	boolean hasAnyUpTo(long number) {
		for (Batch batch : this.batches) {
			if (batch.number() <= number) {
				return true;
			}
		}
		return false;
	}

	Batch begin(long number, long spans) {
		Batch batch = new Batch(number, this.nanoClock.getAsLong(), new Delivery(this.log.ledger(), spans));
		this.batches.add(batch);
		this.log.begin();
		return batch;
	}

	void complete(Batch batch, CompletableResultCode result) {
		if (!batch.end()) {
			return;
		}
		Delivery delivery = batch.delivery();
		if (result.isSuccess()) {
			delivery.exported(0);
		}
		else {
			delivery.failed(ExportFailure.OTHER);
			delivery.lost(Loss.EXPORT_FAILED);
		}
		close(batch, result.getFailureThrowable());
	}

	/**
	 * Gives up exports that take too long.
	 * @param timeoutNanos the longest time
	 * @return nanoseconds until the next one is too late
	 */
	long giveUpLate(long timeoutNanos) {
		long next = Long.MAX_VALUE;
		for (Batch batch : this.batches) {
			long left = timeoutNanos - (this.nanoClock.getAsLong() - batch.startNanos());
			if (left <= 0) {
				giveUp(batch, Loss.EXPORT_FAILED);
			}
			else {
				next = Math.min(next, left);
			}
		}
		return next;
	}

	/**
	 * Gives up all exports, because the application closes.
	 * @return how many spans are lost by that
	 */
	long giveUpAll() {
		long spans = 0;
		for (Batch batch : this.batches) {
			spans += giveUp(batch, Loss.SHUTDOWN);
		}
		return spans;
	}

	private long giveUp(Batch batch, Loss reason) {
		if (!batch.end()) {
			return 0;
		}
		boolean open = !batch.delivery().isSettled();
		batch.delivery().failed(ExportFailure.TIMEOUT);
		batch.delivery().lost(reason);
		close(batch, null);
		return open ? batch.delivery().spans() : 0;
	}

	// The sender's word counts, if it has said something: spans that are on disk are
	// safe,
	// and yet the export has failed.
	private void close(Batch batch, @Nullable Throwable throwable) {
		try {
			write(batch, throwable);
		}
		finally {
			this.batches.remove(batch);
		}
	}

	private void write(Batch batch, @Nullable Throwable throwable) {
		long nanos = this.nanoClock.getAsLong() - batch.startNanos();
		ExportFailure failure = batch.delivery().failure();
		if (failure == null) {
			this.log.succeed(nanos);
			logger.debug("Exported {} spans to '{}' in {} ms", batch.delivery().spans(), this.log.destination(),
					nanos / 1_000_000);
		}
		else {
			this.failures.incrementAndGet();
			this.log.fail(failure, nanos);
			logger.debug("Export of {} spans to '{}' failed after {} ms: {}", batch.delivery().spans(),
					this.log.destination(), nanos / 1_000_000, failure, throwable);
		}
	}

}
