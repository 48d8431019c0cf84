/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a header can decide on sampling: reading those that cannot would cost every
 * request.
 */
class OnSamplingHeaders extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("sampling headers");
		try {
			if (SteeringAccess.isPossible(context.getEnvironment(), context.getClassLoader())) {
				return ConditionOutcome.match(message.because("rules may come while the application runs"));
			}
			SamplingProperties properties = Binder.get(context.getEnvironment())
				.bindOrCreate("tracing.sampling", Bindable.of(SamplingProperties.class));
			return (properties.force().secret() != null || !SamplingHeaders.names(properties).isEmpty())
					? ConditionOutcome.match(message.because("a rule or a secret is set"))
					: ConditionOutcome.noMatch(message.because("no rule looks at a header"));
		}
		catch (BindException ex) {
			// The properties bean fails with the message that the user is to read.
			return ConditionOutcome.noMatch(message.because("the properties are illegible"));
		}
	}

}
