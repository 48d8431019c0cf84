/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * Goes on with the caller's trace and makes a span from the call's headers to its
 * completion. The span is current in everything that gRPC calls meanwhile.
 */
final class TracingServerInterceptor implements ServerInterceptor {

	private final Operations operations;

	private final RpcSemantics semantics;

	private final ExcludedMethods excluded;

	TracingServerInterceptor(Operations operations, ExcludedMethods excluded) {
		this.operations = operations;
		this.semantics = RpcSemantics.ofServer(operations.conventions());
		this.excluded = excluded;
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		Operation operation = start(call, headers);
		TracingServerCall<Q, R> traced = new TracingServerCall<>(call, operation, this.semantics);
		Context marked = CallMark.on(operation.context(), headers);
		try (Scope scope = marked.makeCurrent()) {
			return new TracingServerListener<>(next.startCall(traced, headers), traced);
		}
		catch (Throwable ex) {
			// As gRPC answers it.
			this.semantics.onClose(operation, Status.fromThrowable(ex));
			operation.end();
			throw ex;
		}
	}

	private Operation start(ServerCall<?, ?> call, Metadata headers) {
		Context parent = this.operations.extract(headers, MetadataCarrier.INSTANCE);
		if (this.excluded.matches(call.getMethodDescriptor())) {
			return this.operations.exclude(parent);
		}
		return this.operations.start(parent, this.semantics,
				new RpcCall(call.getMethodDescriptor(), call.getAuthority(), RpcCall.peer(call.getAttributes())));
	}

}
