/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Lasting;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * One call to another server, in a span from its start on.
 *
 * @param <Q> the type of the requests
 * @param <R> the type of the responses
 */
final class TracingClientCall<Q, R> extends ForwardingClientCall.SimpleForwardingClientCall<Q, R> {

	private final Operations operations;

	private final RpcSemantics semantics;

	private final Egress egress;

	private final Context caller;

	private final RpcCall request;

	TracingClientCall(ClientCall<Q, R> call, Operations operations, RpcSemantics semantics, Egress egress,
			Context caller, RpcCall request) {
		super(call);
		this.operations = operations;
		this.semantics = semantics;
		this.egress = egress;
		this.caller = caller;
		this.request = request;
	}

	@Override
	public void start(Listener<R> listener, Metadata headers) {
		Operation operation = this.operations.start(parent(), this.semantics, this.request);
		if (Span.fromContext(operation.context()).getSpanContext().isValid()) {
			MetadataCarrier.removeTrace(headers);
		}
		tell(operation.context(), headers);
		try (Scope scope = operation.context().makeCurrent()) {
			super.start(new CallerListener<>(listener, this, operation), headers);
		}
		catch (Throwable ex) {
			operation.fail(ex);
			operation.end();
			throw ex;
		}
	}

	private void tell(Context context, Metadata headers) {
		Authority server = (this.egress != Egress.OPEN) ? Authority.parse(this.request.authority()) : null;
		this.operations.inject(context, this.egress, (server != null) ? server.host() : null, headers,
				MetadataCarrier.INSTANCE);
	}

	/**
	 * Context of whoever made the call: there its responses belong.
	 * @return the context
	 */
	Context caller() {
		return this.caller;
	}

	/**
	 * Ends the span.
	 * @param operation the call's operation
	 * @param status what the server answered, or what kept it from answering
	 */
	void end(Operation operation, Status status) {
		if (operation.isRecording()) {
			this.semantics.onConnection(operation, RpcCall.peer(getAttributes()));
			this.semantics.onClose(operation, status);
		}
		operation.end();
	}

	private Context parent() {
		return (this.request.method().getType() == MethodType.UNARY) ? this.caller : Lasting.mark(this.caller);
	}

}
