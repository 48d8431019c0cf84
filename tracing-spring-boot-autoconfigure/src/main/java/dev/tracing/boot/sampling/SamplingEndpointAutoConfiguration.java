/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ShownNames;
import io.opentelemetry.context.propagation.ContextPropagators;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what sampling shows and offers in the endpoint {@code tracing}.
 */
@AutoConfiguration(after = SamplingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(Steering.class)
public final class SamplingEndpointAutoConfiguration {

	SamplingEndpointAutoConfiguration() {
	}

	@Bean
	SamplingPart tracingSamplingPart(Steering steering, ObjectProvider<ShownNames> names) {
		return new SamplingPart(steering, new DecisionRate(System::nanoTime),
				names.getIfAvailable(ShownNames::unchanged));
	}

	@Bean
	ExplainPart tracingSamplingExplanation(Steering steering, ObjectProvider<ContextPropagators> propagators) {
		return new ExplainPart(steering,
				() -> propagators.getIfAvailable(ContextPropagators::noop).getTextMapPropagator());
	}

	@Bean
	SteeringOperation tracingSamplingRatioOperation(Steering steering) {
		return SteeringOperation.ratio(steering);
	}

	@Bean
	SteeringOperation tracingSamplingRuleOperation(Steering steering) {
		return SteeringOperation.rule(steering);
	}

	@Bean
	SteeringOperation tracingSamplingSwitchOperation(Steering steering) {
		return SteeringOperation.enabled(steering);
	}

	@Bean
	SteeringOperation tracingSamplingDryRunOperation(Steering steering) {
		return SteeringOperation.dryRun(steering);
	}

	@Bean
	AuditedChanges tracingSamplingAudit(ApplicationEventPublisher publisher) {
		return new AuditedChanges(publisher);
	}

}
