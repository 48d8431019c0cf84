/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operations;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * Makes a span around each call, from its start to its status, and sends the trace with
 * it. What gRPC tries again by itself is the same call.
 */
final class TracingClientInterceptor implements ClientInterceptor {

	private final Operations operations;

	private final RpcSemantics semantics;

	private final Egress egress;

	TracingClientInterceptor(Operations operations, Egress egress) {
		this.operations = operations;
		this.egress = egress;
		this.semantics = RpcSemantics.ofClient(operations.conventions());
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		Context caller = Context.current();
		// Not the span: a call that is never started would never end.
		try (Scope scope = CallMark.on(caller, method).makeCurrent()) {
			return new TracingClientCall<>(next.newCall(method, options), this.operations, this.semantics, this.egress,
					caller, new RpcCall(method, next.authority(), null));
		}
	}

}
