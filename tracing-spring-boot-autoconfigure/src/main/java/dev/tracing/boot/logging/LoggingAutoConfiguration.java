/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.List;

import dev.tracing.boot.ConditionalOnTracing;
import io.micrometer.tracing.otel.bridge.EventListener;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.otel.bridge.Slf4JBaggageEventListener;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the correlation of logs with traces.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties({ LoggingProperties.class, TracingProperties.class })
public final class LoggingAutoConfiguration {

	LoggingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(Slf4JEventListener.class)
	@ConditionalOnBooleanProperty(name = "tracing.logging.enabled", matchIfMissing = true)
	MdcListener tracingSlf4jEventListener(LoggingProperties properties) {
		return new MdcListener(properties.keys().traceId(), properties.keys().spanId());
	}

	// In the place of Spring Boot's own listener, which has no switch.
	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tracing.logging.enabled", havingValue = false)
	Slf4JEventListener tracingSilentSlf4jEventListener() {
		return new SilentSlf4jEventListener();
	}

	@Bean
	@ConditionalOnMissingBean(OtelTracer.EventPublisher.class)
	ScopeEvents tracingScopeEvents(List<EventListener> listeners) {
		return new ScopeEvents(listeners);
	}

	// Under the conditions of Spring Boot's own, which it replaces only to be cheaper.
	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(
			name = { "management.tracing.baggage.enabled", "management.tracing.baggage.correlation.enabled" },
			matchIfMissing = true)
	Slf4JBaggageEventListener tracingSlf4jBaggageEventListener(TracingProperties properties) {
		List<String> fields = properties.getBaggage().getCorrelation().getFields();
		return fields.isEmpty() ? new SilentBaggageListener() : new Slf4JBaggageEventListener(fields);
	}

}
