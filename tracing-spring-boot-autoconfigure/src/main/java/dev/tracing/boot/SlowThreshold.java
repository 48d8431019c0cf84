/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;

/**
 * How long certain local roots may take before they count as slow.
 */
@FunctionalInterface
public interface SlowThreshold {

	/**
	 * What is answered where the usual threshold holds.
	 */
	long USUAL = -1;

	/**
	 * Where the usual threshold always holds.
	 */
	SlowThreshold NONE = new SlowThreshold() {

		@Override
		public long nanos(Context context, String name, SpanKind kind, Attributes attributes) {
			return USUAL;
		}

		@Override
		public boolean wantsAttributes() {
			return false;
		}

	};

	/**
	 * Returns the threshold of a local root.
	 * @param context the context in which it started
	 * @param name its name
	 * @param kind its kind
	 * @param attributes the attributes with which it started
	 * @return the threshold in nanoseconds, or {@link #USUAL}
	 */
	long nanos(Context context, String name, SpanKind kind, Attributes attributes);

	/**
	 * Whether the answer depends on attributes. Where it does not, they may be missing.
	 * @return whether attributes are looked at
	 */
	default boolean wantsAttributes() {
		return true;
	}

}
