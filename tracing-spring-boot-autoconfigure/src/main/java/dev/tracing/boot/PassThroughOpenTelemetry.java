/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.Supplier;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/**
 * OpenTelemetry that makes no spans: a span started in a caller's context is the
 * caller's. Meters and logs are those of the application.
 */
final class PassThroughOpenTelemetry implements OpenTelemetry {

	private final ContextPropagators propagators;

	private final Supplier<MeterProvider> meterProvider;

	private final Supplier<LoggerProvider> loggerProvider;

	PassThroughOpenTelemetry(ContextPropagators propagators, Supplier<MeterProvider> meterProvider,
			Supplier<LoggerProvider> loggerProvider) {
		this.propagators = propagators;
		this.meterProvider = meterProvider;
		this.loggerProvider = loggerProvider;
	}

	@Override
	public TracerProvider getTracerProvider() {
		return TracerProvider.noop();
	}

	@Override
	public MeterProvider getMeterProvider() {
		return this.meterProvider.get();
	}

	@Override
	public LoggerProvider getLogsBridge() {
		return this.loggerProvider.get();
	}

	@Override
	public ContextPropagators getPropagators() {
		return this.propagators;
	}

}
