/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ExportStage;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of what must not leave the process.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing("redaction")
@ConditionalOnClass(SdkTracerProvider.class)
@EnableConfigurationProperties(RedactionProperties.class)
@Import(RedactionMetricsConfiguration.class)
public final class RedactionAutoConfiguration {

	RedactionAutoConfiguration() {
	}

	@Bean
	Redaction tracingRedaction(RedactionProperties properties, ObjectProvider<SensitiveValueDetector> detectors) {
		return new RedactionSetup(properties, System::nanoTime).redaction(detectors.orderedStream().toList());
	}

	// The first stage: none of the others sees what must not leave.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "tracingRedactionStage")
	ExportStage tracingRedactionStage(Redaction redaction) {
		return (sinks) -> new RedactingSpanExporter(sinks, redaction.redactor());
	}

}
