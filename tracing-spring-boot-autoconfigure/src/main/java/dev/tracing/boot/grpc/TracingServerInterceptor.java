/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

import dev.tracing.boot.operation.Entrance;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Lasting;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the caller's trace and makes a span from the call's headers to its
 * completion. The span is current in everything that gRPC calls meanwhile.
 */
final class TracingServerInterceptor implements ServerInterceptor {

	private final Entrance<RpcCall> entrance;

	private final RpcSemantics semantics;

	private final ExcludedMethods excluded;

	private final Ingress ingress;

	TracingServerInterceptor(Operations operations, ExcludedMethods excluded, Ingress ingress) {
		this.semantics = RpcSemantics.ofServer(operations.conventions());
		this.entrance = new Entrance<>(operations, this.semantics, ingress);
		this.excluded = excluded;
		this.ingress = ingress;
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
		MethodDescriptor<?, ?> method = call.getMethodDescriptor();
		if (method.getType() == MethodType.UNARY) {
			return start(call, method, headers);
		}
		try (Scope scope = Lasting.mark(Context.current()).makeCurrent()) {
			return start(call, method, headers);
		}
	}

	private Operation start(ServerCall<?, ?> call, MethodDescriptor<?, ?> method, Metadata headers) {
		SocketAddress peer = RpcCall.peer(call.getAttributes());
		boolean trusted = this.entrance.isOpen()
				|| this.ingress.trusts(address(peer), "/" + method.getFullMethodName());
		return this.entrance.enter(new RpcCall(method, call.getAuthority(), peer), this.excluded.matches(method),
				trusted, headers, MetadataCarrier.INSTANCE);
	}

	private static @Nullable String address(@Nullable SocketAddress peer) {
		return (peer instanceof InetSocketAddress inet && inet.getAddress() != null)
				? inet.getAddress().getHostAddress() : null;
	}

}
