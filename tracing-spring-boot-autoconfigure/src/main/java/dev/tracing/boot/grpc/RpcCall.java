/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.net.SocketAddress;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A call, as far as it is known when it starts.
 *
 * @param method what is called
 * @param authority the server as the call names it; null if it does not
 * @param peer who is at the other end of the connection; null if that is not known yet
 */
record RpcCall(MethodDescriptor<?, ?> method, @Nullable String authority, @Nullable SocketAddress peer) {

	static @Nullable SocketAddress peer(Attributes connection) {
		return connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
	}

}
