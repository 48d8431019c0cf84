/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where a field has a key in the MDC: a listener that is there makes every scope
 * publish its events, whether or not it does anything.
 */
final class OnLoggedFields extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean logged = isAnyLogged(context.getEnvironment());
		return new ConditionOutcome(logged, ConditionMessage.forCondition("logged baggage")
			.because((logged ? "a" : "no") + " field has an mdc-key"));
	}

	// What cannot be bound fails the start elsewhere, with a better message.
	private static boolean isAnyLogged(Environment environment) {
		try {
			return Binder.get(environment)
				.bind("tracing.baggage.fields", Bindable.mapOf(String.class, BaggageProperties.Field.class))
				.orElse(Map.of())
				.values()
				.stream()
				.anyMatch((field) -> field.mdcKey() != null);
		}
		catch (BindException ex) {
			return true;
		}
	}

}
