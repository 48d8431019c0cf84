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
			return ConditionOutcome.match(message.because(other.description() + " traces this application"));
		}
		String off = TracingSwitch.offBy(context.getEnvironment());
		return (off != null) ? ConditionOutcome.match(message.because(off + " is false"))
				: ConditionOutcome.noMatch(message.because("tracing is enabled"));
	}

}
