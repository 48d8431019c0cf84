/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import dev.tracing.boot.span.DeferringSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One piece of work and its span. It may be failed and ended by any thread; only the
 * first end counts. An operation that was skipped or not sampled has no cost beyond this
 * object and its methods do nothing.
 */
public final class Operation {

	private static final Logger logger = LoggerFactory.getLogger(Operation.class);

	// What the SDK puts in place of a span that it drops.
	static final Class<?> DROPPED = Span.getInvalid().getClass();

	private final Context context;

	private final Span span;

	private final Semconv semconv;

	private final boolean recorded;

	private final boolean owned;

	// Not volatile: a thread that sees it late does nothing that the span would not
	// ignore.
	private boolean ended;

	Operation(Context context, Span span, Semconv semconv, boolean ended) {
		this(context, span, semconv, ended, true);
	}

	private Operation(Context context, Span span, Semconv semconv, boolean ended, boolean owned) {
		this.context = context;
		this.span = span;
		this.semconv = semconv;
		this.recorded = !ended && isRecorded(span);
		this.owned = owned;
		this.ended = ended;
	}

	/**
	 * Takes part in the operation that a context belongs to: attributes go to its span,
	 * which neither fails nor ends with this.
	 * @param context the context
	 * @param semconv which attribute names are written
	 * @return the operation, to be ended by the caller all the same
	 */
	public static Operation join(Context context, Semconv semconv) {
		return new Operation(context, Span.fromContext(context), semconv, false, false);
	}

	static Operation skipped(Context context, Semconv semconv) {
		return new Operation(context, Span.fromContext(context), semconv, true);
	}

	// To be asked of a span that has just started: one that was sampled is recorded, and
	// the SDK's own answer takes a lock.
	private static boolean isRecorded(Span span) {
		return span.getClass() != DROPPED && (span.getSpanContext().isSampled() || span.isRecording());
	}

	/**
	 * Context that holds the span: what to make current and to send on.
	 * @return the context
	 */
	public Context context() {
		return this.context;
	}

	/**
	 * Span of this operation, for attributes and events. Ask {@link #isRecording()}
	 * before computing a value.
	 * @return the span
	 */
	public Span span() {
		return this.span;
	}

	Semconv semconv() {
		return this.semconv;
	}

	/**
	 * Whether attributes and events have an effect.
	 * @return whether the span is recorded and has not ended
	 */
	public boolean isRecording() {
		// An operation that was skipped holds the span around it, which is none of its
		// business.
		return this.recorded && !hasEnded();
	}

	/**
	 * Sets the first attributes if they have waited until now. To be called before what
	 * they are taken from is gone, or goes to another thread.
	 */
	public void resolveAttributes() {
		if (this.owned && this.span instanceof DeferringSpan deferring) {
			deferring.resolve();
		}
	}

	/**
	 * Marks the operation as failed and records the exception as an event.
	 * @param error what was thrown; the wrappers of asynchronous results are taken off
	 */
	public void fail(Throwable error) {
		fail(error, true);
	}

	/**
	 * Marks the operation as failed.
	 * @param error what was thrown; the wrappers of asynchronous results are taken off
	 * @param recordException whether the exception becomes an event with its stack trace
	 */
	public void fail(Throwable error, boolean recordException) {
		if (!this.owned || !isRecording()) {
			return;
		}
		Failure.mark(this.span, this.semconv, unwrap(error), recordException);
	}

	/**
	 * Marks the operation as failed without an exception.
	 * @param errorType class of the error, of low cardinality, such as a status code
	 */
	public void fail(String errorType) {
		if (this.owned && isRecording()) {
			Failure.mark(this.span, this.semconv, errorType, "");
		}
	}

	/**
	 * Marks the operation as failed in the words of its protocol.
	 * @param errorType class of the error, of low cardinality, such as a status code
	 * @param description what the other end said; null for nothing
	 * @param cause what becomes an event with its stack trace; null for nothing
	 */
	public void fail(String errorType, @Nullable String description, @Nullable Throwable cause) {
		if (this.owned && isRecording()) {
			Failure.mark(this.span, this.semconv, errorType, description, cause);
		}
	}

	/**
	 * Ends the span. Every call after the first does nothing: where two threads are the
	 * first, the span itself decides.
	 */
	public void end() {
		if (!hasEnded()) {
			this.ended = true;
			if (this.owned) {
				endSpan();
			}
		}
	}

	private void endSpan() {
		try {
			this.span.end();
		}
		catch (RuntimeException ex) {
			// A processor of the application's own: the request must not fail for it.
			logger.debug("Could not end a span", ex);
		}
	}

	/**
	 * Whether {@link #end()} was called, or there never was a span to end.
	 * @return whether the operation is over
	 */
	public boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Takes off the wrappers that asynchronous results put around an exception.
	 * @param error what was thrown
	 * @return the exception that the work itself threw
	 */
	public static Throwable unwrap(Throwable error) {
		Throwable result = error;
		while ((result instanceof CompletionException || result instanceof ExecutionException)
				&& result.getCause() != null) {
			result = result.getCause();
		}
		return result;
	}

}
