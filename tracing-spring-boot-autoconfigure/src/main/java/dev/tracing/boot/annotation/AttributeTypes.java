/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.chrono.ChronoLocalDate;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Says of a declared type whether its values can ever be attribute values.
 */
final class AttributeTypes {

	private static final List<Class<?>> ACCEPTED = List.of(CharSequence.class, Boolean.class, Character.class,
			Long.class, Integer.class, Short.class, Byte.class, Double.class, Float.class, BigDecimal.class,
			BigInteger.class, AtomicInteger.class, AtomicLong.class, Enum.class, UUID.class, Date.class, Calendar.class,
			TemporalAccessor.class, TemporalAmount.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

	// Whatever one of these extends may turn out to be an accepted value.
	private static final List<Class<?>> SAMPLES = List.of(String.class, Integer.class, Instant.class, LocalDate.class,
			Duration.class, UUID.class, Enum.class, ArrayList.class, Optional.class, ChronoLocalDate.class);

	private AttributeTypes() {
	}

	/**
	 * Whether every value of a type is refused.
	 * @param type the declared type
	 * @return {@code false} also if only the value itself will tell
	 */
	static boolean isRefused(ResolvableType type) {
		Class<?> raw = type.resolve();
		if (raw == null) {
			return false;
		}
		if (raw.isArray()) {
			return isRefusedElement(type.getComponentType());
		}
		if (Collection.class.isAssignableFrom(raw)) {
			return isRefusedElement(type.as(Collection.class).getGeneric(0));
		}
		if (raw == Optional.class) {
			return isRefused(type.getGeneric(0));
		}
		return isRefusedScalar(ClassUtils.resolvePrimitiveIfNecessary(raw));
	}

	private static boolean isRefusedElement(ResolvableType element) {
		Class<?> raw = element.resolve();
		if (raw == null) {
			return false;
		}
		return raw.isArray() || Collection.class.isAssignableFrom(raw)
				|| isRefusedScalar(ClassUtils.resolvePrimitiveIfNecessary(raw));
	}

	private static boolean isRefusedScalar(Class<?> type) {
		for (Class<?> accepted : ACCEPTED) {
			if (accepted.isAssignableFrom(type)) {
				return false;
			}
		}
		for (Class<?> sample : SAMPLES) {
			if (type.isAssignableFrom(sample)) {
				return false;
			}
		}
		// An enum may implement any interface of the application.
		return !type.isInterface() || type.getName().startsWith("java.") || type.getName().startsWith("jakarta.");
	}

}
