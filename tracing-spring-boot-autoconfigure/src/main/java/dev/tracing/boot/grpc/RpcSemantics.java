/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Semconv;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Name, attributes and status of a call's span, on either side.
 */
final class RpcSemantics implements SpanSemantics<RpcCall> {

	static final AttributeKey<String> SYSTEM_NAME = AttributeKey.stringKey("rpc.system.name");

	static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");

	static final AttributeKey<String> STATUS_CODE = AttributeKey.stringKey("rpc.response.status_code");

	static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");

	static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

	static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");

	static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");

	static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	static final AttributeKey<String> LEGACY_SYSTEM = AttributeKey.stringKey("rpc.system");

	static final AttributeKey<String> LEGACY_SERVICE = AttributeKey.stringKey("rpc.service");

	static final AttributeKey<Long> LEGACY_STATUS_CODE = AttributeKey.longKey("rpc.grpc.status_code");

	private static final String COMPONENT_NAME = "grpc.call";

	// What else a server answers is the caller's fault or nobody's.
	private static final Set<Status.Code> SERVER_ERRORS = EnumSet.of(Status.Code.UNKNOWN, Status.Code.DEADLINE_EXCEEDED,
			Status.Code.UNIMPLEMENTED, Status.Code.INTERNAL, Status.Code.UNAVAILABLE, Status.Code.DATA_LOSS);

	private static final Set<Status.Code> CLIENT_ERRORS = EnumSet.complementOf(EnumSet.of(Status.Code.OK));

	private final Conventions conventions;

	private final Semconv semconv;

	private final SpanKind kind;

	private final Set<Status.Code> errors;

	private RpcSemantics(Conventions conventions, SpanKind kind, Set<Status.Code> errors) {
		this.conventions = conventions;
		this.semconv = conventions.semconv();
		this.kind = kind;
		this.errors = errors;
	}

	static RpcSemantics ofServer(Conventions conventions) {
		return new RpcSemantics(conventions, SpanKind.SERVER, SERVER_ERRORS);
	}

	static RpcSemantics ofClient(Conventions conventions) {
		return new RpcSemantics(conventions, SpanKind.CLIENT, CLIENT_ERRORS);
	}

	@Override
	public SpanKind kind() {
		return this.kind;
	}

	@Override
	public String name(RpcCall call) {
		return this.conventions.name(call.method().getFullMethodName(), COMPONENT_NAME);
	}

	@Override
	public void onStart(SpanStart span, RpcCall call) {
		MethodDescriptor<?, ?> method = call.method();
		if (this.semconv.stable()) {
			span.set(SYSTEM_NAME, "grpc");
		}
		if (this.semconv.legacy()) {
			span.set(LEGACY_SYSTEM, "grpc");
			span.set(LEGACY_SERVICE, method.getServiceName());
		}
		// The old name of the method has the same key as the new one, which wins.
		span.set(METHOD, this.semconv.stable() ? method.getFullMethodName() : method.getBareMethodName());
		Authority server = Authority.parse(call.authority());
		if (server != null) {
			span.set(SERVER_ADDRESS, server.host());
			if (server.port() > 0) {
				span.set(SERVER_PORT, (long) server.port());
			}
		}
		peer(call.peer(), span::set, span::set);
	}

	/**
	 * Sets who is at the other end, where that is only known in the end.
	 * @param operation the operation
	 * @param peer the other end; null if it is not known
	 */
	void onConnection(Operation operation, @Nullable SocketAddress peer) {
		if (operation.isRecording()) {
			Span span = operation.span();
			peer(peer, span::setAttribute, span::setAttribute);
		}
	}

	private static void peer(@Nullable SocketAddress peer, BiConsumer<AttributeKey<String>, String> addresses,
			BiConsumer<AttributeKey<Long>, Long> ports) {
		if (peer instanceof InetSocketAddress inet) {
			InetAddress address = inet.getAddress();
			addresses.accept(PEER_ADDRESS, (address != null) ? address.getHostAddress() : inet.getHostString());
			ports.accept(PEER_PORT, (long) inet.getPort());
		}
	}

	/**
	 * Sets how the call ended.
	 * @param operation the operation
	 * @param status what was answered
	 */
	void onClose(Operation operation, Status status) {
		if (!operation.isRecording()) {
			return;
		}
		Status.Code code = status.getCode();
		setCode(operation.span(), code);
		if (!this.errors.contains(code)) {
			return;
		}
		operation.fail(code.name(), status.getDescription(), status.getCause());
	}

	/**
	 * Sets that the application threw where nobody handles it.
	 * @param operation the operation
	 * @param code what gRPC answers then
	 * @param error what was thrown
	 */
	void onFailure(Operation operation, Status.Code code, Throwable error) {
		if (operation.isRecording()) {
			setCode(operation.span(), code);
			operation.fail(error);
		}
	}

	private void setCode(Span span, Status.Code code) {
		if (this.semconv.stable()) {
			span.setAttribute(STATUS_CODE, code.name());
		}
		if (this.semconv.legacy()) {
			span.setAttribute(LEGACY_STATUS_CODE, (long) code.value());
		}
	}

}
