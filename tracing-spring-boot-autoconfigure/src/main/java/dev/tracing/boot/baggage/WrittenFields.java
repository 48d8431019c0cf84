/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.Map;
import java.util.function.Predicate;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The fields before there are beans, for conditions.
 */
final class WrittenFields {

	private WrittenFields() {
	}

	// What cannot be bound fails the start elsewhere, with a better message.
	static boolean anyMatch(Environment environment, Predicate<BaggageProperties.Field> predicate) {
		try {
			return Binder.get(environment)
				.bind("tracing.baggage.fields", Bindable.mapOf(String.class, BaggageProperties.Field.class))
				.orElse(Map.of())
				.values()
				.stream()
				.anyMatch(predicate);
		}
		catch (BindException ex) {
			return true;
		}
	}

}
