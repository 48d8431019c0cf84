/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;
import java.util.Iterator;

import dev.tracing.boot.operation.PeekingGetter;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * W3C Baggage. Most requests have none, and finding that out allocates nothing; of one
 * that is too long, the entries that fit are read.
 */
final class BaggagePropagator implements TextMapPropagator {

	private static final String BAGGAGE = "baggage";

	private static final W3CBaggagePropagator W3C = W3CBaggagePropagator.getInstance();

	private final BaggageReader reader;

	BaggagePropagator(BaggageLimits limits) {
		this.reader = new BaggageReader(limits);
	}

	@Override
	public Collection<String> fields() {
		return W3C.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		W3C.inject(context, carrier, setter);
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		CharSequence header = (getter instanceof PeekingGetter<C> peeking) ? peeking.peek(carrier, BAGGAGE)
				: all(carrier, getter);
		Baggage baggage = (header != null) ? this.reader.read(header) : null;
		return (baggage != null) ? context.with(baggage) : context;
	}

	private static <C> @Nullable String all(@Nullable C carrier, TextMapGetter<C> getter) {
		return (getter.get(carrier, BAGGAGE) != null) ? joined(getter.getAll(carrier, BAGGAGE)) : null;
	}

	private static String joined(Iterator<String> headers) {
		String first = headers.hasNext() ? headers.next() : "";
		if (!headers.hasNext()) {
			return first;
		}
		StringBuilder all = new StringBuilder(first);
		headers.forEachRemaining((header) -> all.append(',').append(header));
		return all.toString();
	}

	@Override
	public String toString() {
		return "BaggagePropagator";
	}

}
