/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.UnsampledRecording;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.sampling.SamplingProperties;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the rescue of traces that were not sampled.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@Conditional(OnRescue.class)
@EnableConfigurationProperties({ RescueProperties.class, SamplingProperties.class })
@Import({ RescueMetricsConfiguration.class, AcrossServicesConfiguration.class })
public final class RescueAutoConfiguration {

	RescueAutoConfiguration() {
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE - 100)
	@ConditionalOnMissingBean(UnsampledRecording.class)
	Rescue tracingRescue(RescueProperties properties, SamplingProperties sampling,
			ObjectProvider<SlowThreshold> threshold, ObjectProvider<Ledger> ledger) {
		return new RescueAssembly(properties, System::nanoTime).rescue(sampling.load(),
				threshold.getIfAvailable(() -> SlowThreshold.NONE), ledger.getIfAvailable(Ledger::new));
	}

	@Bean
	@ConditionalOnBean(Rescue.class)
	RescuePart tracingRescuePart(Rescue rescue) {
		return new RescuePart(rescue);
	}

}
