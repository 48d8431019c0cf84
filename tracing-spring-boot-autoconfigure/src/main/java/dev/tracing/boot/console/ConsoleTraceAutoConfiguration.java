/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import dev.tracing.boot.ConditionalOnTracing;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of what an application context gives to the console, be it its own
 * or that of its parent.
 */
@AutoConfiguration(after = ConsoleTreeAutoConfiguration.class, before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnClass(SdkTracerProvider.class)
@ConditionalOnTracing
@Conditional(OnConsoleCondition.class)
@ConditionalOnBean(TraceConsole.class)
public final class ConsoleTraceAutoConfiguration {

	ConsoleTraceAutoConfiguration() {
	}

	@Bean
	TraceSource traceConsoleSource(TraceConsole console, ObjectProvider<SdkTracerProvider> tracerProvider) {
		return console.register(() -> {
			SdkTracerProvider provider = tracerProvider.getIfUnique();
			return (provider != null) ? provider.forceFlush() : null;
		});
	}

	@Bean
	@ConditionalOnMissingBean(name = "consoleSpanProcessor")
	SpanProcessor consoleSpanProcessor(TraceSource source) {
		return new ConsoleSpanProcessor(source);
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "consoleSpanExporter")
	SpanExporter consoleSpanExporter(TraceSource source) {
		return new ConsoleSpanExporter(source);
	}

}
