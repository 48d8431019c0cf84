/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Objects;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended and waits for the verdict on its trace.
 */
final class Held {

	/**
	 * Worth of a local root: nothing is worth more.
	 */
	static final long ROOT = Long.MAX_VALUE;

	private static final long ERROR = 1L << 61;

	private final @Nullable ReadableSpan span;

	private final long worth;

	private final long bytes;

	// Written before the span is seen by others.
	private @Nullable Held next;

	private Held(@Nullable ReadableSpan span, long worth, long bytes) {
		this.span = span;
		this.worth = worth;
		this.bytes = bytes;
	}

	static Held of(ReadableSpan span, SpanData data, boolean root, boolean failed) {
		long duration = Math.max(0, data.getEndEpochNanos() - data.getStartEpochNanos());
		return new Held(span, root ? ROOT : failed ? ERROR + duration : duration, Footprint.of(data));
	}

	static Held mark() {
		return new Held(null, ROOT, 0);
	}

	ReadableSpan span() {
		return Objects.requireNonNull(this.span, "a mark is no span");
	}

	long worth() {
		return this.worth;
	}

	long bytes() {
		return this.bytes;
	}

	@Nullable Held next() {
		return this.next;
	}

	static int count(@Nullable Held first) {
		int count = 0;
		for (Held held = first; held != null; held = held.next) {
			count++;
		}
		return count;
	}

	Held before(@Nullable Held next) {
		this.next = next;
		return this;
	}

}
