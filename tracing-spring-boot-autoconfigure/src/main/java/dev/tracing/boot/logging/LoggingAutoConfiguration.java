/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import dev.tracing.boot.ConditionalOnTracing;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the correlation of logs with traces.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class LoggingAutoConfiguration {

	LoggingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tracing.logging.enabled", matchIfMissing = true)
	Slf4JEventListener tracingSlf4jEventListener(LoggingProperties properties) {
		return new Slf4JEventListener(properties.keys().traceId(), properties.keys().spanId());
	}

	// In the place of Spring Boot's own listener, which has no switch.
	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tracing.logging.enabled", havingValue = false)
	Slf4JEventListener tracingSilentSlf4jEventListener() {
		return new SilentSlf4jEventListener();
	}

}
