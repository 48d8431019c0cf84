/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import dev.tracing.boot.PropagationProperties;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Our propagators with their defaults.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ TracingProperties.class, PropagationProperties.class })
public class OurPropagatorsConfiguration {

	@Bean
	ContextPropagators propagators(ObjectProvider<TextMapPropagator> propagators, TracingProperties properties,
			PropagationProperties own, Environment environment) {
		return new PropagationAutoConfiguration().tracingContextPropagators(propagators, properties, own, environment);
	}

}
