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
 * Matches where a field is a fact about the user: a filter that looks for him is in the
 * way of every request.
 */
final class OnUserFields extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean ofUsers = WrittenFields.anyMatch(context.getEnvironment(),
				(field) -> field.fromClaim() != null || field.fromPrincipal());
		return new ConditionOutcome(ofUsers,
				ConditionMessage.forCondition("baggage of users")
					.because((ofUsers ? "a" : "no") + " field is from a claim or the principal"));
	}

}
