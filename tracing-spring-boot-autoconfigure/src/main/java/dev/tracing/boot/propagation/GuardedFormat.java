/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

import dev.tracing.boot.operation.PeekingGetter;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a format only if one of the headers is there, and legible, without which it says
 * nothing. Most requests have none, and OpenTelemetry's B3 makes a log message of that.
 */
final class GuardedFormat implements TextMapPropagator {

	private final TextMapPropagator format;

	private final Set<String> fields;

	private final int maxLength;

	private final Guard[] guards;

	/**
	 * Creates a format.
	 * @param format what reads it
	 * @param fields all headers that it reads
	 * @param maxLength most characters of any of them; a longer one is not there
	 * @param guards those of them of which one has to be there
	 */
	GuardedFormat(TextMapPropagator format, Set<String> fields, int maxLength, Guard... guards) {
		this.format = format;
		this.fields = fields;
		this.maxLength = maxLength;
		this.guards = guards.clone();
	}

	@Override
	public Collection<String> fields() {
		return this.fields;
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		this.format.inject(context, carrier, setter);
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		for (Guard guard : this.guards) {
			CharSequence header = PeekingGetter.peek(getter, carrier, guard.header());
			if (header != null && guard.isLegible().test(header)) {
				return this.format.extract(context, carrier, new ShortHeaders<>(getter, this.maxLength));
			}
		}
		return context;
	}

	@Override
	public String toString() {
		return this.format.toString();
	}

	private record ShortHeaders<C>(TextMapGetter<C> getter, int maxLength) implements TextMapGetter<C> {

		@Override
		public Iterable<String> keys(C carrier) {
			return this.getter.keys(carrier);
		}

		@Override
		public @Nullable String get(@Nullable C carrier, String key) {
			CharSequence header = PeekingGetter.peek(this.getter, carrier, key);
			return (header != null && isOne(header)) ? header.toString() : null;
		}

		// A header that was sent twice is a list.
		private boolean isOne(CharSequence header) {
			int length = header.length();
			return length <= this.maxLength && HeaderText.indexOf(header, ',', 0, length) == length;
		}

	}

	/**
	 * A header without which a format says nothing.
	 *
	 * @param header its name
	 * @param isLegible whether a value is worth a closer look
	 */
	record Guard(String header, Predicate<CharSequence> isLegible) {
	}

}
