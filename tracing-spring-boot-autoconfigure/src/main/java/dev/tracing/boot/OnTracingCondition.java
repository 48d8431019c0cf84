/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition behind {@link ConditionalOnTracing}.
 */
final class OnTracingCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnTracing.class);
		OtherTracer other = OtherTracer.find(context.getClassLoader());
		if (other != null) {
			return ConditionOutcome.noMatch(message.because(other.description() + " traces this application"));
		}
		Map<String, @Nullable Object> attributes = metadata
			.getAnnotationAttributes(ConditionalOnTracing.class.getName());
		String feature = (attributes != null) ? (String) attributes.get("value") : null;
		boolean evenIfDisabled = attributes != null && Boolean.TRUE.equals(attributes.get("evenIfDisabled"));
		Environment environment = context.getEnvironment();
		String off = TracingSwitch.offBy(environment);
		if (!evenIfDisabled && off != null) {
			return ConditionOutcome.noMatch(message.because(off + " is false"));
		}
		if (feature != null && !feature.isEmpty()
				&& !TracingSwitch.isOn(environment, "tracing." + feature + ".enabled")) {
			return ConditionOutcome.noMatch(message.because("tracing." + feature + ".enabled is false"));
		}
		return ConditionOutcome.match(message.because("tracing is enabled"));
	}

}
