/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.security;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.observation.AdoptingObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Auto-configuration that keeps Spring Security's Observations from filling every trace.
 */
@AutoConfiguration(after = MicrometerTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass(SecurityObservationSettings.class)
@ConditionalOnBean(Tracer.class)
@EnableConfigurationProperties(SecurityTracingProperties.class)
public final class SecurityTracingAutoConfiguration {

	SecurityTracingAutoConfiguration() {
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnBooleanProperty(name = "tracing.security.enabled", havingValue = false, matchIfMissing = true)
	AdoptingObservationHandler tracingSecurityObservationHandler(Tracer tracer) {
		return new AdoptingObservationHandler(tracer, SecurityTracingAutoConfiguration::isSecurity);
	}

	// By class where Spring Security has one: a convention gives the name too late.
	private static boolean isSecurity(Observation.Context context) {
		if (context.getClass() != Observation.Context.class) {
			return context.getClass().getName().startsWith("org.springframework.security.");
		}
		String name = context.getName();
		return name != null && name.startsWith("spring.security.");
	}

}
