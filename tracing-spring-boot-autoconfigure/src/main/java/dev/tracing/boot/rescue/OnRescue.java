/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties.Sampler;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if traces that are not sampled may be rescued: if the user says so, or says
 * nothing and some traces are sampled and some are not.
 */
class OnRescue extends SpringBootCondition {

	private static final double DEFAULT_RATIO = 0.1;

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("rescue");
		try {
			return outcome(Binder.get(context.getEnvironment()), message);
		}
		catch (BindException ex) {
			// The bean that needs the value fails with the message that the user is to
			// read.
			return ConditionOutcome.noMatch(message.because("the properties are illegible"));
		}
	}

	private static ConditionOutcome outcome(Binder binder, ConditionMessage.Builder message) {
		if (binder.bind("management.opentelemetry.tracing.export.include-unsampled", Boolean.class).orElse(false)) {
			return ConditionOutcome.noMatch(message.because("spans are exported without being sampled anyway"));
		}
		Boolean enabled = binder.bind("tracing.sampling.rescue.enabled", Boolean.class).orElse(null);
		if (enabled != null) {
			return new ConditionOutcome(enabled, message.because("tracing.sampling.rescue.enabled is " + enabled));
		}
		Sampler strategy = binder.bind("management.opentelemetry.tracing.sampler", Sampler.class)
			.orElse(Sampler.PARENT_BASED_TRACE_ID_RATIO);
		if (strategy != Sampler.TRACE_ID_RATIO && strategy != Sampler.PARENT_BASED_TRACE_ID_RATIO) {
			return ConditionOutcome.noMatch(message.because("no ratio decides"));
		}
		double ratio = binder.bind("management.tracing.sampling.probability", Double.class).orElse(DEFAULT_RATIO);
		return new ConditionOutcome(ratio > 0.0 && ratio < 1.0, message.because("the ratio is " + ratio));
	}

}
