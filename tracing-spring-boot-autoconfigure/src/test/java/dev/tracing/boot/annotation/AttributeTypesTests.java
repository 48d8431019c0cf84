/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

class AttributeTypesTests {

	@ParameterizedTest
	@ValueSource(classes = { int.class, boolean.class, Long.class, String.class, CharSequence.class, BigDecimal.class,
			UUID.class, Instant.class, Temporal.class, Thread.State.class, Object.class, Serializable.class,
			Comparable.class, Number.class, Collection.class, Optional.class, int[].class, String[].class,
			Object[].class, Marker.class })
	void typeThatCanHoldAValueIsAccepted(Class<?> type) {
		assertThat(AttributeTypes.isRefused(ResolvableType.forClass(type))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(classes = { Map.class, InputStream.class, HttpServletRequest.class, StringBuilder[][].class,
			AttributeTypesTests.class, AttributeTypesTests[].class, Thread.class })
	void typeThatNeverHoldsAValueIsRefused(Class<?> type) {
		assertThat(AttributeTypes.isRefused(ResolvableType.forClass(type))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { List.class, Optional.class })
	void typeOfTheElementsCounts(Class<?> container) {
		assertThat(AttributeTypes.isRefused(ResolvableType.forClassWithGenerics(container, String.class))).isFalse();
		assertThat(AttributeTypes.isRefused(ResolvableType.forClassWithGenerics(container, Thread.class))).isTrue();
	}

	private interface Marker {

	}

}
