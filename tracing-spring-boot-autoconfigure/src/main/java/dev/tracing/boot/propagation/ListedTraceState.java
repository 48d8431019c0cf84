/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Trace state that stays the list it was sent as: most of the time it is only passed on.
 * OpenTelemetry's own refuses keys that level 2 of the specification allows.
 */
final class ListedTraceState implements TraceState {

	private final String list;

	private final int size;

	/**
	 * Creates a trace state.
	 * @param list valid members, one of each key, with only commas between them
	 * @param size how many there are
	 */
	ListedTraceState(String list, int size) {
		this.list = list;
		this.size = size;
	}

	/**
	 * Writes any trace state as a list.
	 * @param traceState the trace state
	 * @return its members in their order
	 */
	static String write(TraceState traceState) {
		if (traceState instanceof ListedTraceState listed) {
			return listed.list;
		}
		StringBuilder list = new StringBuilder();
		traceState
			.forEach((key, value) -> list.append((list.length() > 0) ? "," : "").append(key).append('=').append(value));
		return list.toString();
	}

	@Override
	public @Nullable String get(@Nullable String key) {
		if (key == null) {
			return null;
		}
		for (int start = 0; start < this.list.length(); start = end(start) + 1) {
			int equals = this.list.indexOf('=', start);
			if (equals - start == key.length() && this.list.startsWith(key, start)) {
				return this.list.substring(equals + 1, end(start));
			}
		}
		return null;
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public boolean isEmpty() {
		return this.size == 0;
	}

	@Override
	public void forEach(@Nullable BiConsumer<String, String> consumer) {
		if (consumer == null) {
			return;
		}
		for (int start = 0; start < this.list.length(); start = end(start) + 1) {
			int equals = this.list.indexOf('=', start);
			consumer.accept(this.list.substring(start, equals), this.list.substring(equals + 1, end(start)));
		}
	}

	private int end(int start) {
		int comma = this.list.indexOf(',', start);
		return (comma >= 0) ? comma : this.list.length();
	}

	@Override
	public Map<String, String> asMap() {
		Map<String, String> members = new LinkedHashMap<>();
		forEach(members::put);
		return Collections.unmodifiableMap(members);
	}

	@Override
	public TraceStateBuilder toBuilder() {
		return new ListedTraceStateBuilder(asMap());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ListedTraceState state && state.list.equals(this.list);
	}

	@Override
	public int hashCode() {
		return this.list.hashCode();
	}

	@Override
	public String toString() {
		return this.list;
	}

}
