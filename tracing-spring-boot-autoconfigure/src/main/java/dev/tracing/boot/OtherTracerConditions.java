/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Conditions on which tracer is at work beside Spring Boot's own.
 */
final class OtherTracerConditions {

	private OtherTracerConditions() {
	}

	private static ConditionOutcome outcome(ConditionContext context, Predicate<@Nullable OtherTracer> matches) {
		OtherTracer other = OtherTracer.find(context.getClassLoader());
		return new ConditionOutcome(matches.test(other), ConditionMessage.forCondition("other tracer")
			.because((other != null) ? other.description() + " is there" : "there is none"));
	}

	/**
	 * Matches if Micrometer has no tracer of that other one.
	 */
	static final class OnTracerWithoutMicrometer extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return outcome(context, (other) -> other != null && other != OtherTracer.BRAVE);
		}

	}

	/**
	 * Matches if nobody else makes an OpenTelemetry bean: an agent has its own elsewhere.
	 */
	static final class OnNoOpenTelemetryOfAnother extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return outcome(context, (other) -> other == null || other.isAgent());
		}

	}

}
