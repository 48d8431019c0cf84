/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Baggage beside formats other than W3C: Spring Boot writes and reads the header only
 * together with {@code traceparent}.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(BaggageConfiguration.OnBaggageWithoutW3cCondition.class)
class BaggageConfiguration {

	@Bean
	W3CBaggagePropagator tracingBaggagePropagator() {
		return W3CBaggagePropagator.getInstance();
	}

	static final class OnBaggageWithoutW3cCondition extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			List<PropagationFormat> formats = PropagationFormat.bind(context.getEnvironment(),
					"tracing.propagation.type");
			boolean match = formats.contains(PropagationFormat.BAGGAGE) && !formats.contains(PropagationFormat.W3C);
			return new ConditionOutcome(match, ConditionMessage.forCondition("baggage without W3C")
				.because("tracing.propagation.type is " + formats));
		}

	}

}
