/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;
import java.util.concurrent.CancellationException;

import dev.tracing.boot.annotation.TracedAttribute.Moment;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;

/**
 * One call of a traced method: starts its spans and ends them with what came out.
 */
final class TracedCall {

	private final Operations operations;

	private final TracedMethod method;

	private final EvaluationContext expressions;

	private final @Nullable Object target;

	private final @Nullable Object[] arguments;

	TracedCall(Operations operations, TracedMethod method, EvaluationContext expressions, @Nullable Object target,
			@Nullable Object[] arguments) {
		this.operations = operations;
		this.method = method;
		this.expressions = expressions;
		this.target = target;
		this.arguments = arguments;
	}

	/**
	 * Whether no span would start in a context.
	 * @param current the context
	 * @return whether the call can go on without
	 */
	boolean isSkippedIn(Context current) {
		return !this.method.root() && this.operations.skips(current);
	}

	/**
	 * Whether nothing that the method returns could complete later.
	 * @return whether the span ends when the method returns
	 */
	boolean isOverWithItsResult() {
		return this.method.immediate();
	}

	/**
	 * Starts a span.
	 * @param current the context around it
	 * @return the operation, to be handed to one of the methods that end it
	 */
	Operation start(Context current) {
		return start(current, false);
	}

	/**
	 * Starts a span where {@link #isSkippedIn} is known to be false.
	 * @param current the context around it
	 * @return the operation, to be handed to one of the methods that end it
	 */
	Operation begin(Context current) {
		return start(current, true);
	}

	private Operation start(Context current, boolean needed) {
		if (this.method.joins()) {
			return started(Operation.join(current, this.operations.conventions().semconv()));
		}
		if (this.method.root()) {
			return started(startTrace(current));
		}
		return started(needed ? this.operations.begin(current, this.method, SpanContext.getInvalid())
				: this.operations.start(current, this.method, SpanContext.getInvalid()));
	}

	/**
	 * Whether the call has no span of its own.
	 * @return whether it adds to the span around
	 */
	boolean joins() {
		return this.method.joins();
	}

	private Operation started(Operation operation) {
		if (operation.isRecording()) {
			recordAttributes(Moment.START, operation.span(), null, null);
		}
		return operation;
	}

	void succeed(Operation operation, @Nullable Object result) {
		if (operation.isRecording()) {
			recordAttributes(Moment.SUCCESS, operation.span(), result, null);
			recordAttributes(Moment.END, operation.span(), result, null);
		}
		operation.end();
	}

	void fail(Operation operation, Throwable error) {
		if (operation.isRecording()) {
			operation.fail(error, this.method.recordException());
			Throwable cause = Operation.unwrap(error);
			recordAttributes(Moment.FAILURE, operation.span(), null, cause);
			recordAttributes(Moment.END, operation.span(), null, cause);
		}
		operation.end();
	}

	/**
	 * Ends the span of a result that completes later. That nobody wants it any more is
	 * not an error.
	 * @param operation the operation
	 * @param result the result, if any
	 * @param error the error, if any
	 */
	void complete(Operation operation, @Nullable Object result, @Nullable Throwable error) {
		if (error == null) {
			succeed(operation, result);
		}
		else if (Operation.unwrap(error) instanceof CancellationException) {
			operation.end();
		}
		else {
			fail(operation, error);
		}
	}

	private Operation startTrace(Context current) {
		return this.operations.start(current.with(Span.getInvalid()), this.method,
				Span.fromContext(current).getSpanContext());
	}

	private void recordAttributes(Moment moment, Span span, @Nullable Object result, @Nullable Throwable error) {
		if (!this.method.hasAttributes(moment)) {
			return;
		}
		CallContext call = new CallContext(this.expressions, this.method.parameters(), this.arguments, this.target,
				result, error);
		List<TracedAttribute> attributes = this.method.attributes();
		for (int i = 0; i < attributes.size(); i++) {
			TracedAttribute attribute = attributes.get(i);
			if (attribute.moment() == moment) {
				attribute.recordOn(span, call);
			}
		}
	}

}
