/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if no spans are to be made by anything in this application context.
 */
final class OnTracingDisabledCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("tracing disabled");
		OtherTracer other = OtherTracer.find(context.getClassLoader());
		if (other != null) {
			return other.isAgent() ? ConditionOutcome.match(message.because(other.description() + " is at work"))
					: ConditionOutcome.noMatch(message.because(other.description() + " has its own setup"));
		}
		boolean enabled = context.getEnvironment().getProperty("tracing.enabled", Boolean.class, Boolean.TRUE);
		return new ConditionOutcome(!enabled, message.because("tracing.enabled is " + enabled));
	}

}
