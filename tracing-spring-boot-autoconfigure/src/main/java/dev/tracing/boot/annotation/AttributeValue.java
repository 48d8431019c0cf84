/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into attribute values: {@link Boolean}, {@link Long}, {@link Double},
 * {@link String} or a list of one of them. The text of any other object is nobody's
 * business: its {@code toString()} is never called.
 */
final class AttributeValue {

	/**
	 * The value of an empty optional or collection: there is nothing to record.
	 */
	static final Object ABSENT = new Object();

	private final int maxTextLength;

	private final int maxArrayLength;

	AttributeValue(int maxTextLength, int maxArrayLength) {
		this.maxTextLength = maxTextLength;
		this.maxArrayLength = maxArrayLength;
	}

	/**
	 * Converts an object.
	 * @param value the object
	 * @return the value, {@link #ABSENT}, or {@code null} if the object is refused
	 */
	@Nullable Object of(Object value) {
		if (value instanceof Optional<?> optional) {
			return optional.isEmpty() ? ABSENT : of(optional.get());
		}
		if (value instanceof Collection<?> collection) {
			return list(collection);
		}
		if (value.getClass().isArray()) {
			return list(value);
		}
		return scalar(value);
	}

	private @Nullable Object scalar(Object value) {
		if (value instanceof CharSequence text) {
			return Text.cut(text, this.maxTextLength);
		}
		if (value instanceof Boolean) {
			return value;
		}
		if (value instanceof Number number) {
			return number(number);
		}
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof OptionalInt optional) {
			return optional.isPresent() ? (long) optional.getAsInt() : ABSENT;
		}
		if (value instanceof OptionalLong optional) {
			return optional.isPresent() ? optional.getAsLong() : ABSENT;
		}
		if (value instanceof OptionalDouble optional) {
			return optional.isPresent() ? optional.getAsDouble() : ABSENT;
		}
		return text(value);
	}

	private static @Nullable Object number(Number number) {
		if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte
				|| number instanceof AtomicInteger || number instanceof AtomicLong) {
			return number.longValue();
		}
		if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
			return number.doubleValue();
		}
		if (number instanceof BigInteger integer && integer.bitLength() < Long.SIZE) {
			return integer.longValue();
		}
		return null;
	}

	@SuppressWarnings("JavaUtilDate") // the application has one
	private static @Nullable String text(Object value) {
		if (value instanceof UUID || value instanceof Character) {
			return value.toString();
		}
		if (value instanceof Date date) {
			// Not toInstant(), which a java.sql.Date refuses.
			return Instant.ofEpochMilli(date.getTime()).toString();
		}
		if (value instanceof Calendar calendar) {
			return calendar.toInstant().toString();
		}
		if ((value instanceof TemporalAccessor || value instanceof TemporalAmount) && isOfJavaTime(value)) {
			return value.toString();
		}
		return null;
	}

	private static boolean isOfJavaTime(Object value) {
		return value.getClass().getName().startsWith("java.time.");
	}

	private @Nullable Object list(Collection<?> collection) {
		List<Object> result = new ArrayList<>(Math.min(collection.size(), this.maxArrayLength));
		Iterator<?> elements = collection.iterator();
		for (int i = 0; i < this.maxArrayLength && elements.hasNext(); i++) {
			if (!add(elements.next(), result)) {
				return null;
			}
		}
		return ofOneType(result);
	}

	private @Nullable Object list(Object array) {
		int length = Math.min(Array.getLength(array), this.maxArrayLength);
		List<Object> result = new ArrayList<>(length);
		for (int i = 0; i < length; i++) {
			if (!add(Array.get(array, i), result)) {
				return null;
			}
		}
		return ofOneType(result);
	}

	private boolean add(@Nullable Object element, List<Object> result) {
		Object value = (element != null) ? scalar(element) : ABSENT;
		if (value == null) {
			return false;
		}
		if (value != ABSENT) {
			result.add(value);
		}
		return true;
	}

	private static @Nullable Object ofOneType(List<Object> values) {
		if (values.isEmpty()) {
			return ABSENT;
		}
		boolean numbers = true;
		boolean same = true;
		for (Object value : values) {
			same &= value.getClass() == values.get(0).getClass();
			numbers &= value instanceof Number;
		}
		if (!same && numbers) {
			values.replaceAll((value) -> ((Number) value).doubleValue());
			return values;
		}
		return same ? values : null;
	}

}
