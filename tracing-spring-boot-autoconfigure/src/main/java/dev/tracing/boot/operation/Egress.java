/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of our traces. A call to anybody else has its span, but no header of it.
 */
public interface Egress {

	/**
	 * Everybody is told everything.
	 */
	Egress OPEN = new Egress() {

		@Override
		public boolean sendsContext(@Nullable String host) {
			return true;
		}

		@Override
		public boolean sendsBaggage(@Nullable String host) {
			return true;
		}

		@Override
		public Context told(Context context, @Nullable String host) {
			return context;
		}

	};

	/**
	 * Whether a host is told the trace.
	 * @param host the host; null if unknown
	 * @return whether headers are written
	 */
	boolean sendsContext(@Nullable String host);

	/**
	 * Whether a host that is told the trace gets the baggage, too.
	 * @param host the host; null if unknown
	 * @return whether baggage is among the headers
	 */
	boolean sendsBaggage(@Nullable String host);

	/**
	 * What of a context a host may be told.
	 * @param context the context
	 * @param host the host; null if unknown
	 * @return the context, without its baggage if that is not for the host; null for
	 * nothing
	 */
	default @Nullable Context told(Context context, @Nullable String host) {
		if (!sendsContext(host)) {
			return null;
		}
		return sendsBaggage(host) ? context : context.with(Baggage.empty());
	}

}
