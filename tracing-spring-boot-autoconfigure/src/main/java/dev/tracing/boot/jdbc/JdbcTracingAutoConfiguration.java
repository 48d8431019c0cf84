/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.time.Clock;
import java.time.Duration;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Operations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of tracing with JDBC. It stands back for datasource-micrometer,
 * whose Observations are spans already.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnClass(DatabaseDriver.class)
@ConditionalOnMissingClass("net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration")
@ConditionalOnTracing("jdbc")
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties(JdbcTracingProperties.class)
@ImportRuntimeHints(JdbcRuntimeHints.class)
public final class JdbcTracingAutoConfiguration {

	JdbcTracingAutoConfiguration() {
	}

	@Bean
	static DataSourcePostProcessor jdbcDataSourceTracing(ObjectProvider<JdbcTracing> tracing) {
		return new DataSourcePostProcessor(tracing);
	}

	@Bean
	JdbcTracing jdbcTracing(Operations operations, JdbcTracingProperties properties) {
		Duration threshold = properties.connectionWaitThreshold();
		if (threshold.isNegative()) {
			throw new InvalidConfigurationPropertyValueException("tracing.jdbc.connection-wait-threshold", threshold,
					"It must not be negative. Write 10ms to see each wait that takes that long.");
		}
		return new JdbcTracing(operations, properties.startTraces(), threshold.toNanos(), Clock.systemUTC());
	}

}
