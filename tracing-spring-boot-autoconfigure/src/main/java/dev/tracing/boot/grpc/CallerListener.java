/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.operation.Operation;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.context.Scope;

/**
 * Ends the span with the call, and hands everything that comes back to the application in
 * the context from which the call was made.
 *
 * @param <R> the type of the responses
 */
final class CallerListener<R> extends ForwardingClientCallListener.SimpleForwardingClientCallListener<R> {

	private final TracingClientCall<?, R> call;

	private final Operation operation;

	CallerListener(ClientCall.Listener<R> listener, TracingClientCall<?, R> call, Operation operation) {
		super(listener);
		this.call = call;
		this.operation = operation;
	}

	@Override
	public void onHeaders(Metadata headers) {
		try (Scope scope = this.call.caller().makeCurrent()) {
			super.onHeaders(headers);
		}
	}

	@Override
	public void onMessage(R message) {
		try (Scope scope = this.call.caller().makeCurrent()) {
			super.onMessage(message);
		}
	}

	@Override
	public void onReady() {
		try (Scope scope = this.call.caller().makeCurrent()) {
			super.onReady();
		}
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.call.end(this.operation, status);
		try (Scope scope = this.call.caller().makeCurrent()) {
			super.onClose(status, trailers);
		}
	}

}
