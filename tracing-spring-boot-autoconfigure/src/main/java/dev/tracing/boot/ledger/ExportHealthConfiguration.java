/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Health of the exports.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
class ExportHealthConfiguration {

	/**
	 * Apart, since its condition is a class of Spring Boot's health.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabledHealthIndicator("tracing")
	@EnableConfigurationProperties(ExportHealthProperties.class)
	static class Enabled {

		// The name is the contributor's: "tracing".
		@Bean
		@ConditionalOnMissingBean(name = "tracingHealthIndicator")
		ExportHealth tracingHealthIndicator(ExportHealthProperties properties, ObjectProvider<ExportLogs> logs) {
			if (properties.degradedAfter().isNegative()) {
				throw new InvalidConfigurationPropertyValueException("tracing.health.degraded-after",
						properties.degradedAfter(), "It must not be negative. Write 1m for one minute.");
			}
			return new ExportHealth(logs::getIfAvailable, properties.degradedAfter(), Clock.systemUTC());
		}

	}

}
