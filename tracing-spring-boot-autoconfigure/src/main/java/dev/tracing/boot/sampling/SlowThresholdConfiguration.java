/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.SlowThreshold;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What rules say of slow traces, for whoever keeps these.
 */
@Configuration(proxyBeanMethods = false)
class SlowThresholdConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SlowThreshold tracingSlowThreshold(SamplingProperties properties) {
		return RuleThresholds.of(properties.rules());
	}

}
