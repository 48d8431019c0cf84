/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer thread is busy with: the span of a record or batch, current on that
 * thread. The span ends when the container is done, and, if a listener method was called,
 * when its result is complete too.
 */
final class Delivery {

	private static final int LISTENER_CALLED = 1;

	private static final int LISTENER_DONE = 2;

	private static final int CONTAINER_DONE = 4;

	private static final int DECIDED = 8;

	private final Context context;

	private final Operation operation;

	private final RecordSpans records;

	private final Object subject;

	private final ProcessSemantics.@Nullable Received received;

	private final Scope scope;

	private final AtomicInteger state = new AtomicInteger();

	/**
	 * Makes an operation current on this thread.
	 * @param operation the operation
	 * @param subject the record or batch, as the container knows it
	 * @param received the record; null for a batch
	 */
	Delivery(Operation operation, Object subject, ProcessSemantics.@Nullable Received received) {
		this(operation.context(), operation, RecordSpans.NONE, subject, received);
	}

	/**
	 * Makes a context current on this thread.
	 * @param context the context
	 * @param operation the operation of the record or batch
	 * @param records the operations of the batch's single records
	 * @param subject the record or batch, as the container knows it
	 * @param received the record; null for a batch
	 */
	@SuppressWarnings("MustBeClosedChecker") // closed by containerDone()
	Delivery(Context context, Operation operation, RecordSpans records, Object subject,
			ProcessSemantics.@Nullable Received received) {
		this.context = context;
		this.operation = operation;
		this.records = records;
		this.subject = subject;
		this.received = received;
		this.scope = context.makeCurrent();
	}

	ProcessSemantics.@Nullable Received received() {
		return this.received;
	}

	/**
	 * Whether this is the delivery of a record or batch whose outcome is still open. A
	 * container with tracing put on it twice asks twice; one that tries again asks anew.
	 * @param candidate the record or batch
	 * @return whether its delivery has started
	 */
	boolean isOf(Object candidate) {
		return this.subject == candidate && (this.state.get() & DECIDED) == 0;
	}

	Context context() {
		return this.context;
	}

	void listenerCalled() {
		set(LISTENER_CALLED);
	}

	void listenerDone() {
		set(LISTENER_DONE);
		endIfDone();
	}

	/**
	 * Notes that the container takes the delivery for a success. If the listener's result
	 * is still to come, that is too early to tell.
	 * @return whether this is the outcome
	 */
	boolean succeed() {
		return !isListenerBusy(this.state.get()) && set(DECIDED);
	}

	/**
	 * Notes that the outcome was a failure, if there was none before.
	 * @param error what was thrown
	 * @return whether this is the outcome
	 */
	boolean fail(Throwable error) {
		if (!set(DECIDED)) {
			return false;
		}
		this.records.fail(error);
		this.operation.fail(error);
		return true;
	}

	/**
	 * Closes the scope, to be called by the thread that opened it.
	 */
	void containerDone() {
		this.scope.close();
		if (set(CONTAINER_DONE) && (this.state.get() & (DECIDED | LISTENER_CALLED)) == 0) {
			// The container gave up: an Error, or it was fenced.
			this.records.fail("_OTHER");
			this.operation.fail("_OTHER");
		}
		endIfDone();
	}

	private void endIfDone() {
		int now = this.state.get();
		if ((now & CONTAINER_DONE) != 0 && !isListenerBusy(now)) {
			this.records.end();
			this.operation.end();
		}
	}

	private static boolean isListenerBusy(int state) {
		return (state & LISTENER_CALLED) != 0 && (state & LISTENER_DONE) == 0;
	}

	private boolean set(int flag) {
		int now = this.state.get();
		while ((now & flag) == 0) {
			if (this.state.compareAndSet(now, now | flag)) {
				return true;
			}
			now = this.state.get();
		}
		return false;
	}

}
