/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.tracing.boot.Pace;
import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.ledger.SentBytes;
import dev.tracing.boot.spool.Spool;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets requests to one collector: tries again, leaves it alone where that is better, and
 * keeps on disk what it does not take.
 *
 * @param <R> the response as the exporter knows it
 */
final class Courier<R> {

	private static final Logger logger = LoggerFactory.getLogger(Courier.class);

	private final Transport<R> transport;

	private final Circuit circuit;

	private final Backoff backoff;

	private final SentBytes sentBytes;

	private final long timeoutNanos;

	private final int batchSize;

	private final ScheduledThreadPoolExecutor thread;

	private final @Nullable Spool spool;

	// These two belong to the thread.
	private final Set<Shipment<R>> shipments = new LinkedHashSet<>();

	private int overdue;

	private final Lane<Shipment<R>> lane = new Lane<>();

	private final Pace rejectionMessages = Pace.ofMessages(System::nanoTime);

	Courier(Transport<R> transport, Patience patience, SentBytes sentBytes, Limits limits, @Nullable Spool spool) {
		this.transport = transport;
		this.circuit = patience.circuit();
		this.backoff = patience.backoff();
		this.sentBytes = sentBytes;
		this.timeoutNanos = nanos(limits.timeout());
		this.batchSize = limits.batchSize();
		this.thread = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread created = new Thread(task, "tracing-export");
			created.setDaemon(true);
			return created;
		});
		this.thread.setRemoveOnCancelPolicy(true);
		this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.spool = (spool != null && spool.start(new DiskCarrier<>(this, limits.batchSize()))) ? spool : null;
	}

	// The exporter's way to say "without end" does not fit.
	private static long nanos(Duration timeout) {
		Duration longest = Duration.ofDays(1);
		return ((timeout.compareTo(longest) < 0) ? timeout : longest).toNanos();
	}

	// Takes a request over. The bytes belong to the courier from now on.
	void send(byte[] request, Consumer<R> onResponse, Consumer<Throwable> onError) {
		Delivery delivery = Delivery.current();
		Shipment<R> shipment = new Shipment<>(this, request, delivery, new Recipient<>(onResponse, onError),
				now() + this.timeoutNanos);
		try {
			this.thread.execute(() -> {
				this.shipments.add(shipment);
				shipment.start();
			});
		}
		catch (RejectedExecutionException ex) {
			if (delivery != null) {
				delivery.lost(Loss.SHUTDOWN);
			}
			onError.accept(new IllegalStateException("The sender is closed"));
		}
	}

	// Ends, and says of everything that is still on its way where it is.
	CompletableResultCode close() {
		CompletableResultCode result = new CompletableResultCode();
		if (this.spool != null) {
			this.spool.stop();
		}
		try {
			this.thread.execute(() -> {
				new ArrayList<>(this.shipments).forEach(Shipment::cutOff);
				this.transport.close();
				result.succeed();
			});
			this.thread.shutdown();
		}
		catch (RejectedExecutionException ex) {
			result.succeed();
		}
		return result;
	}

	CompletableFuture<Answer<R>> attempt(byte[] request, Duration timeout) {
		try {
			return this.transport.send(request, timeout);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	void learn(@Nullable Answer<R> answer) {
		boolean alive = answer != null && (answer.verdict() == Verdict.TAKEN || answer.verdict() == Verdict.REFUSED);
		if (alive) {
			this.circuit.succeeded();
		}
		else {
			this.circuit.failed(now(), (answer != null) ? answer.pause() : Duration.ZERO);
		}
	}

	void sent(long spans, Answer<R> answer) {
		this.sentBytes.add(spans, answer.bytes());
		PartialSuccess partial = answer.partial();
		if (partial.rejected() > 0 && this.rejectionMessages.isDue()) {
			logger.warn("The collector rejected {} of {} spans (tracing.export.endpoint): {}", partial.rejected(),
					spans, partial.message());
		}
	}

	boolean enter(Shipment<R> shipment) {
		return this.lane.enter(shipment);
	}

	// Whether it has waited for the lane until now.
	boolean stopWaiting(Shipment<R> shipment) {
		return this.lane.forget(shipment);
	}

	/**
	 * Waits for the lane, and until the collector may be asked.
	 */
	void enter() throws InterruptedException {
		this.lane.enter();
		for (long wait = permit(); wait > 0; wait = permit()) {
			leave();
			TimeUnit.NANOSECONDS.sleep(wait);
			this.lane.enter();
		}
	}

	void leave() {
		this.lane.leave();
		execute(this::callNext);
	}

	// Each that is called enters or has ended, so it is asked once.
	private void callNext() {
		for (Shipment<R> next = this.lane.next(); next != null && this.lane.isFree(); next = this.lane.next()) {
			next.attempt();
		}
	}

	// With a spool, nothing new waits in memory behind a collector that does not answer.
	boolean isClear() {
		return !isLeftAlone() && this.overdue == 0;
	}

	boolean isLeftAlone() {
		return !this.circuit.isClosed();
	}

	void overdue(int change) {
		this.overdue += change;
	}

	void finished(Shipment<R> shipment) {
		this.shipments.remove(shipment);
		this.lane.forget(shipment);
	}

	void execute(Runnable task) {
		try {
			this.thread.execute(task);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("An answer came after the end");
		}
	}

	/**
	 * Runs a task later.
	 * @param task the task
	 * @param nanos how much later
	 * @return what makes it not run after all
	 */
	Runnable later(Runnable task, long nanos) {
		Future<?> future = this.thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	long permit() {
		return this.circuit.permit(now());
	}

	long backoffNanos(int failures) {
		return this.backoff.nanosAfter(failures);
	}

	long now() {
		return System.nanoTime();
	}

	int batchSize() {
		return this.batchSize;
	}

	long timeoutNanos() {
		return this.timeoutNanos;
	}

	boolean hasSpool() {
		return this.spool != null;
	}

	Spool spool() {
		return Objects.requireNonNull(this.spool, "Asked only if there is one");
	}

	// A quarter: see ScheduleDelayLimit for the others. And there must be time left for
	// an attempt.
	long patienceNanos() {
		return Math.min(spool().maxDelay().toNanos() / 4, this.timeoutNanos / 2);
	}

	R done() {
		return this.transport.done();
	}

	/**
	 * What decides when to try again.
	 *
	 * @param circuit whether at all
	 * @param backoff after which pause
	 */
	record Patience(Circuit circuit, Backoff backoff) {
	}

	/**
	 * What a request is held to.
	 *
	 * @param timeout how long the collector has, with all attempts
	 * @param batchSize most spans of one
	 */
	record Limits(Duration timeout, int batchSize) {
	}

}
