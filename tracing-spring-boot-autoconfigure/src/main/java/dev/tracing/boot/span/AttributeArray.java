/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import org.jspecify.annotations.Nullable;

/**
 * Attributes one after the other in an array, as many and as long as the limits allow. A
 * span has a dozen, of which nearly none is set twice and few are ever looked for: then
 * an array is a third of the size of a map, and filled in a third of its time. Whoever
 * changes it sees to it that nobody else does.
 */
final class AttributeArray implements Attributes, BiConsumer<AttributeKey<?>, Object> {

	private final int most;

	private final int longest;

	// A key, its value, the next key.
	private @Nullable Object[] entries;

	private int end;

	private int refused;

	// A bit for each key: one whose bit is missing is not there. With more than some
	// dozens of keys nearly all bits are set, and keys are compared.
	private long seen;

	private AttributeArray(int most, int longest, @Nullable Object[] entries) {
		this.most = most;
		this.longest = longest;
		this.entries = entries;
	}

	/**
	 * Attributes of a span.
	 * @param limits the limits of spans
	 * @param expected how many there will probably be
	 * @return no attributes yet
	 */
	static AttributeArray ofSpan(SpanLimits limits, int expected) {
		return new AttributeArray(limits.getMaxNumberOfAttributes(), limits.getMaxAttributeValueLength(),
				new @Nullable Object[2 * expected]);
	}

	/**
	 * Attributes of an event or a link.
	 * @param most most attributes
	 * @param longest most characters of a value
	 * @param attributes the attributes
	 * @return as many of them as are allowed
	 */
	static AttributeArray of(int most, int longest, Attributes attributes) {
		AttributeArray array = new AttributeArray(most, longest, new @Nullable Object[2 * attributes.size()]);
		attributes.forEach(array);
		return array;
	}

	AttributeArray copy() {
		AttributeArray copy = new AttributeArray(this.most, this.longest, Arrays.copyOf(this.entries, this.end));
		copy.end = this.end;
		copy.refused = this.refused;
		copy.seen = this.seen;
		return copy;
	}

	@Override
	public void accept(AttributeKey<?> key, Object value) {
		put(key, value);
	}

	void put(AttributeKey<?> key, Object value) {
		long bit = bit(key);
		int at = ((this.seen & bit) != 0) ? indexOf(key) : -1;
		if (at >= 0) {
			this.entries[at + 1] = ValueLimit.cut(key, value, this.longest);
			return;
		}
		if (size() >= this.most) {
			this.refused++;
			return;
		}
		if (this.end == this.entries.length) {
			this.entries = Arrays.copyOf(this.entries, Math.max(8, 2 * this.end));
		}
		this.entries[this.end] = key;
		this.entries[this.end + 1] = ValueLimit.cut(key, value, this.longest);
		this.end += 2;
		this.seen |= bit;
	}

	void putIfAbsent(AttributeKey<?> key, Object value) {
		if (get(key) == null) {
			put(key, value);
		}
	}

	private static long bit(AttributeKey<?> key) {
		return 1L << key.hashCode();
	}

	private int indexOf(AttributeKey<?> key) {
		for (int i = 0; i < this.end; i += 2) {
			if (key.equals(this.entries[i])) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * How many there would be without a limit.
	 * @return the number
	 */
	int total() {
		return size() + this.refused;
	}

	@Override
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" }) // a key has its
																		// value's type
	public <T> @Nullable T get(@Nullable AttributeKey<T> key) {
		if (key == null) {
			return null;
		}
		int at = ((this.seen & bit(key)) != 0) ? indexOf(key) : -1;
		return (at >= 0) ? (T) this.entries[at + 1] : null;
	}

	@Override
	@SuppressWarnings("NullAway") // what stands before the end is there
	public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
		for (int i = 0; i < this.end; i += 2) {
			consumer.accept((AttributeKey<?>) this.entries[i], this.entries[i + 1]);
		}
	}

	@Override
	public int size() {
		return this.end >> 1;
	}

	@Override
	public boolean isEmpty() {
		return this.end == 0;
	}

	@Override
	public Map<AttributeKey<?>, Object> asMap() {
		Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
		forEach(map::put);
		return Collections.unmodifiableMap(map);
	}

	@Override
	public AttributesBuilder toBuilder() {
		return Attributes.builder().putAll(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Attributes attributes && asMap().equals(attributes.asMap());
	}

	@Override
	public int hashCode() {
		return asMap().hashCode();
	}

	@Override
	public String toString() {
		return toBuilder().build().toString();
	}

}
