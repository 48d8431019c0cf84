/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.concurrent.ThreadLocalRandom;

import dev.tracing.boot.span.KnownSpanContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;

/**
 * Contexts of spans that are not sampled and of which nothing but the ids is ever needed.
 */
final class Unsampled {

	private static final byte SAMPLED = TraceFlags.getSampled().asByte();

	// W3C Trace Context level 2: the right-most 7 bytes of the trace id are random.
	private static final TraceFlags RANDOM = TraceFlags.fromByte((byte) 2);

	private Unsampled() {
	}

	/**
	 * Context of a new span.
	 * @param parent its parent; an invalid one for none
	 * @return the context
	 */
	static SpanContext childOf(SpanContext parent) {
		return parent.isValid() ? context(parent, newSpanId()) : root();
	}

	/**
	 * Context that goes on in place of the caller's.
	 * @param caller the caller's context; an invalid one for none
	 * @return the same context with its sampled flag taken away
	 */
	static SpanContext inPlaceOf(SpanContext caller) {
		return caller.isValid() ? context(caller, caller.getSpanId()) : root();
	}

	private static SpanContext context(SpanContext parent, String spanId) {
		TraceFlags flags = parent.getTraceFlags();
		return new KnownSpanContext(parent.getTraceId(), spanId,
				flags.isSampled() ? TraceFlags.fromByte((byte) (flags.asByte() & ~SAMPLED)) : flags,
				ProbabilityState.withoutThreshold(parent.getTraceState()), false);
	}

	private static SpanContext root() {
		return new KnownSpanContext(TraceId.fromLongs(ThreadLocalRandom.current().nextLong(), newId()), newSpanId(),
				RANDOM, TraceState.getDefault(), false);
	}

	private static String newSpanId() {
		return SpanId.fromLong(newId());
	}

	// Every bit is random, as the flag promises; only zero is no id.
	private static long newId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long id;
		do {
			id = random.nextLong();
		}
		while (id == 0);
		return id;
	}

}
