/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.PropagationProperties;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the headers in which traces travel.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing(evenIfDisabled = true)
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties({ TracingProperties.class, PropagationProperties.class })
@Import(GatesConfiguration.class)
public final class PropagationAutoConfiguration {

	static final String BOOT = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure."
			+ "CompositeTextMapPropagator";

	PropagationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ContextPropagators tracingContextPropagators(ObjectProvider<TextMapPropagator> propagators,
			TracingProperties properties, PropagationProperties own, Environment environment) {
		Formats formats = new Formats(HeaderLimits.traceState(own.limits()), HeaderLimits.baggage(own.limits()));
		FormatChoice choice = FormatChoice.of(environment, properties.getPropagation(), own);
		List<TextMapPropagator> all = propagators.orderedStream()
			.map((each) -> replaced(each, formats, choice, properties.getBaggage()))
			.toList();
		return ContextPropagators.create(TextMapPropagator.composite(all));
	}

	private static TextMapPropagator replaced(TextMapPropagator propagator, Formats formats, FormatChoice choice,
			TracingProperties.Baggage baggage) {
		if (propagator == W3CBaggagePropagator.getInstance()) {
			return formats.baggage();
		}
		return propagator.getClass().getName().equals(BOOT) ? formats.propagator(choice, baggage) : propagator;
	}

}
