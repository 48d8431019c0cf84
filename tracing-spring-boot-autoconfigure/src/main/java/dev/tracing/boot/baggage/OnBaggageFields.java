/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where a field is declared: without one, no request pays for them.
 */
final class OnBaggageFields extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean none = Binder.get(context.getEnvironment())
			.bind("tracing.baggage.fields", Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.isEmpty();
		return new ConditionOutcome(!none, ConditionMessage.forCondition("baggage")
			.because("tracing.baggage.fields is " + (none ? "empty" : "set")));
	}

}
