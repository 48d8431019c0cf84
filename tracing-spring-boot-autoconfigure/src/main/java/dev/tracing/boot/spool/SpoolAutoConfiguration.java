/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.time.Clock;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the spool.
 */
@AutoConfiguration
@ConditionalOnTracing
@ConditionalOnClass({ SdkTracerProvider.class, OpenTelemetryTracingProperties.class })
@ConditionalOnProperty("tracing.export.spool.enabled")
@EnableConfigurationProperties(SpoolProperties.class)
@Import(SpoolMetricsConfiguration.class)
public final class SpoolAutoConfiguration {

	SpoolAutoConfiguration() {
	}

	@Bean
	Spool tracingSpool(SpoolProperties properties, ObjectProvider<Ledger> ledger) {
		SpoolCheck.check(properties);
		return new Spool(properties, ledger.getIfAvailable(Ledger::new), Clock.systemUTC(), System::nanoTime);
	}

	@Bean
	static ScheduleDelayLimit tracingScheduleDelayLimit(ObjectProvider<SpoolProperties> properties) {
		return new ScheduleDelayLimit(() -> properties.getObject().maxDelay());
	}

}
