/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * How services tell each other, from the one that was called to the one that called it,
 * that a trace which is not sampled is exported all the same.
 */
public interface RescueSignal {

	/**
	 * Nobody is told anything.
	 */
	RescueSignal NONE = new RescueSignal() {

		@Override
		public boolean tells(Context context, boolean failed) {
			return false;
		}

		@Override
		public void heard(Context context, @Nullable String host) {
			// It changes nothing.
		}

	};

	/**
	 * Whether to tell the caller, as long as the response can be changed. What he is told
	 * is kept.
	 * @param context the context of the request, which has not ended, marked if the
	 * response looks like one that lasts
	 * @param failed whether the response says that it failed
	 * @return whether the trace will be exported
	 */
	boolean tells(Context context, boolean failed);

	/**
	 * The service that was called exports the trace.
	 * @param context the context of the call, which has not ended
	 * @param host the host that said so; null if unknown
	 */
	void heard(Context context, @Nullable String host);

}
