/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.ConditionalOnTracing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of what takes over {@code tracing.sampling.*} when Spring Cloud
 * refreshes the configuration.
 */
@AutoConfiguration(after = SamplingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass(EnvironmentChangeEvent.class)
@ConditionalOnBean(Steering.class)
public final class SamplingRefreshAutoConfiguration {

	SamplingRefreshAutoConfiguration() {
	}

	@Bean
	ConfigurationRefresh tracingSamplingRefresh(Environment environment, Steering steering) {
		return new ConfigurationRefresh(() -> SamplingPlan.bind(environment), steering);
	}

}
