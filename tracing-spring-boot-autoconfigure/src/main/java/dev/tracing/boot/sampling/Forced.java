/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * The mark of a request that is to be sampled whatever anybody says.
 */
final class Forced {

	private static final ContextKey<Boolean> KEY = ContextKey.named("dev.tracing.boot.forced");

	private Forced() {
	}

	static Context mark(Context context) {
		return context.with(KEY, Boolean.TRUE);
	}

	static boolean isIn(Context context) {
		return context.get(KEY) != null;
	}

}
