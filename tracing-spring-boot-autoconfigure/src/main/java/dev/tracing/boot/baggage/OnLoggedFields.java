/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where a field has a key in the MDC: a listener that is there makes every scope
 * publish its events, whether or not it does anything.
 */
final class OnLoggedFields extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean logged = WrittenFields.anyMatch(context.getEnvironment(), (field) -> field.mdcKey() != null);
		return new ConditionOutcome(logged, ConditionMessage.forCondition("logged baggage")
			.because((logged ? "a" : "no") + " field has an mdc-key"));
	}

}
