/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * What became of the exports to one destination, and how full its queue is.
 */
@SuppressWarnings("EnumOrdinal") // the counts stand in the order of the constants
public final class ExportLog {

	private static final long NEVER = 0;

	private final String destination;

	private final Ledger ledger;

	private final Clock clock;

	private final LongAdder attempts = new LongAdder();

	private final Map<ExportFailure, LongAdder> failures = new EnumMap<>(ExportFailure.class);

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicLong lastSuccess = new AtomicLong(NEVER);

	private final AtomicLong failingSince = new AtomicLong(NEVER);

	private volatile IntSupplier queueSize = () -> 0;

	private volatile int queueCapacity;

	private volatile Consumer<String> losses = (name) -> {
	};

	private volatile LongConsumer durations = (nanos) -> {
	};

	/**
	 * Creates a log.
	 * @param destination name of the destination
	 * @param ledger where its spans are counted
	 * @param clock the time
	 */
	public ExportLog(String destination, Ledger ledger, Clock clock) {
		this.destination = destination;
		this.ledger = ledger;
		this.clock = clock;
		for (ExportFailure failure : ExportFailure.values()) {
			this.failures.put(failure, new LongAdder());
		}
	}

	/**
	 * Returns the name of the destination.
	 * @return the name
	 */
	public String destination() {
		return this.destination;
	}

	/**
	 * Returns where the spans of this destination are counted.
	 * @return the ledger
	 */
	public Ledger ledger() {
		return this.ledger;
	}

	/**
	 * Says which queue the spans wait in.
	 * @param size how many wait
	 * @param capacity how many may wait
	 */
	public void queue(IntSupplier size, int capacity) {
		this.queueSize = size;
		this.queueCapacity = capacity;
	}

	/**
	 * Has the duration of every export told to a listener, on whatever thread ends it.
	 * @param listener receives nanoseconds
	 */
	public void onDuration(LongConsumer listener) {
		this.durations = listener;
	}

	/**
	 * Has the name of every span told to a listener for which there was no room, on the
	 * thread that found that out.
	 * @param listener receives names
	 */
	public void onLoss(Consumer<String> listener) {
		this.losses = listener;
	}

	/**
	 * There was no room for a span.
	 * @param name its name
	 */
	public void lost(String name) {
		this.losses.accept(name);
	}

	/**
	 * An export begins.
	 */
	public void begin() {
		this.attempts.increment();
		this.inFlight.incrementAndGet();
	}

	/**
	 * An export has succeeded.
	 * @param nanos how long it took
	 */
	public void succeed(long nanos) {
		this.lastSuccess.set(this.clock.millis());
		this.failingSince.set(NEVER);
		this.inFlight.decrementAndGet();
		this.durations.accept(nanos);
	}

	/**
	 * An export has failed.
	 * @param failure why
	 * @param nanos how long it took
	 */
	public void fail(ExportFailure failure, long nanos) {
		countOf(failure).increment();
		this.failingSince.compareAndSet(NEVER, this.clock.millis());
		this.inFlight.decrementAndGet();
		this.durations.accept(nanos);
	}

	/**
	 * Returns how many spans wait.
	 * @return the number
	 */
	public int queueSize() {
		return this.queueSize.getAsInt();
	}

	/**
	 * Returns how many spans may wait.
	 * @return the number
	 */
	public int queueCapacity() {
		return this.queueCapacity;
	}

	// Nothing waits before it is said where.
	double queueFill() {
		return (this.queueCapacity > 0) ? (double) queueSize() / this.queueCapacity : 0;
	}

	/**
	 * Returns how many exports have begun and not ended.
	 * @return the number
	 */
	public int inFlight() {
		return this.inFlight.get();
	}

	/**
	 * Returns how many exports have begun.
	 * @return the number
	 */
	public long attempts() {
		return this.attempts.sum();
	}

	/**
	 * Returns how many exports have failed.
	 * @param failure why
	 * @return the number
	 */
	public long failures(ExportFailure failure) {
		return countOf(failure).sum();
	}

	/**
	 * Returns when an export last succeeded.
	 * @return milliseconds since the epoch; 0 if none has
	 */
	public long lastSuccess() {
		return this.lastSuccess.get();
	}

	/**
	 * Returns since when every export fails.
	 * @return milliseconds since the epoch; 0 if the last one succeeded or there was none
	 */
	public long failingSince() {
		return this.failingSince.get();
	}

	private LongAdder countOf(ExportFailure failure) {
		return Objects.requireNonNull(this.failures.get(failure));
	}

}
