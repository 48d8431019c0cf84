/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Marks the context in which the interceptors behind ours are called: what observes the
 * call there is told that it has a span.
 */
final class CallMark {

	private static final ContextKey<Object> CALL = ContextKey.named("dev.tracing.boot.grpc.call");

	private CallMark() {
	}

	/**
	 * Marks a context.
	 * @param context the context
	 * @param call the headers of a call that is served, the method of one that is sent
	 * @return the marked context
	 */
	static Context on(Context context, Object call) {
		return context.with(CALL, call);
	}

	/**
	 * Finds the current mark.
	 * @return what stands for the call; null if there is no mark
	 */
	static @Nullable Object current() {
		return Context.current().get(CALL);
	}

}
