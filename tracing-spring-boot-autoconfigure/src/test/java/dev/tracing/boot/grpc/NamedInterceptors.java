/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.List;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.trace.Span;

/**
 * Interceptors of an application, which note when they are called and in which span.
 */
final class NamedInterceptors {

	private NamedInterceptors() {
	}

	private static String currentSpan() {
		return Span.current().getSpanContext().getSpanId();
	}

	record NamedServerInterceptor(String name, List<String> seen) implements ServerInterceptor {

		@Override
		public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
				ServerCallHandler<Q, R> next) {
			this.seen.add(this.name + " server " + currentSpan());
			return next.startCall(call, headers);
		}

	}

	record NamedClientInterceptor(String name, List<String> seen) implements ClientInterceptor {

		@Override
		public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
			return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {

				@Override
				public void start(Listener<R> listener, Metadata headers) {
					NamedClientInterceptor.this.seen.add(NamedClientInterceptor.this.name + " client " + currentSpan());
					super.start(listener, headers);
				}

			};
		}

	}

}
