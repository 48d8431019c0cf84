/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.opentelemetry.api.trace.Span;

/**
 * Remembers the ids of spans that were current, by the thread.
 */
final class Seen implements Function<Object, String>, Callable<String> {

	private final Map<String, List<String>> spans = new ConcurrentHashMap<>();

	@Override
	public String apply(Object element) {
		return call();
	}

	void accept(Object element) {
		call();
	}

	@Override
	public String call() {
		String id = Span.current().getSpanContext().getSpanId();
		this.spans.put(id, List.of(Thread.currentThread().getName()));
		return id;
	}

	Map<String, List<String>> spans() {
		return this.spans;
	}

}
