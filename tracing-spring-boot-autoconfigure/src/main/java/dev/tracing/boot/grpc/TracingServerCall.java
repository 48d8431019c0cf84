/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.operation.Operation;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the application answers, and ends the span when gRPC is done with the
 * call.
 *
 * @param <Q> the type of the requests
 * @param <R> the type of the responses
 */
final class TracingServerCall<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {

	private final Operation operation;

	private final RpcSemantics semantics;

	// Set by any thread of the application.
	private volatile @Nullable Status answer;

	TracingServerCall(ServerCall<Q, R> call, Operation operation, RpcSemantics semantics) {
		super(call);
		this.operation = operation;
		this.semantics = semantics;
	}

	Operation operation() {
		return this.operation;
	}

	@Override
	public void close(Status status, Metadata trailers) {
		this.answer = status;
		super.close(status, trailers);
	}

	/**
	 * Ends the span of a call whose answer was sent.
	 */
	void complete() {
		Status status = this.answer;
		end((status != null) ? status : Status.OK);
	}

	/**
	 * Ends the span of a call that was broken off. An answer of OK did not get through
	 * then.
	 */
	void cancel() {
		Status status = this.answer;
		end((status != null && !status.isOk()) ? status : cancellation(io.grpc.Context.current()));
	}

	// The deadline ends the call here and at the caller: whoever is first.
	private static Status cancellation(io.grpc.Context context) {
		Deadline deadline = context.getDeadline();
		if (deadline != null && deadline.isExpired()) {
			return Status.DEADLINE_EXCEEDED;
		}
		Status status = Contexts.statusFromCancelled(context);
		return (status != null) ? status : Status.CANCELLED;
	}

	private void end(Status status) {
		this.semantics.onClose(this.operation, status);
		this.operation.end();
	}

	/**
	 * Ends the span of a call in which the application threw.
	 * @param error what was thrown, for which gRPC answers UNKNOWN
	 */
	void fail(Throwable error) {
		Status status = this.answer;
		this.semantics.onFailure(this.operation, (status != null) ? status.getCode() : Status.Code.UNKNOWN, error);
		this.operation.end();
	}

}
