/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.Set;
import java.util.TreeSet;

import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Shows of what was received only the headers that name a trace and a span in W3C, B3 or
 * Jaeger's format. A stranger's other headers are not read, nor are other formats.
 *
 * @param <C> the type of the carrier
 */
final class TraceIdHeaders<C> extends PeekingGetter<C> {

	private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	static {
		NAMES.addAll(Set.of("traceparent", "b3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-Sampled", "X-B3-Flags",
				"uber-trace-id"));
	}

	private final TextMapGetter<C> getter;

	TraceIdHeaders(TextMapGetter<C> getter) {
		this.getter = getter;
	}

	@Override
	public Iterable<String> keys(C carrier) {
		return NAMES;
	}

	@Override
	public @Nullable CharSequence peek(@Nullable C carrier, String key) {
		return NAMES.contains(key) ? PeekingGetter.peek(this.getter, carrier, key) : null;
	}

	@Override
	public @Nullable String get(@Nullable C carrier, String key) {
		return NAMES.contains(key) ? this.getter.get(carrier, key) : null;
	}

}
