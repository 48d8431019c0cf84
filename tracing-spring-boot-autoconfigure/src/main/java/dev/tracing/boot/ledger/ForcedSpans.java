/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.List;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Naming;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.Semconv;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Spans that are sampled whatever the application's sampler would say. They go through
 * span processors that belong to somebody else, so nothing of this is ever closed.
 */
final class ForcedSpans {

	private static final SpanSemantics<String> SEMANTICS = new Named();

	private final Operations operations;

	/**
	 * Creates spans.
	 * @param processors where they go
	 * @param resource what they say of the application
	 */
	ForcedSpans(List<SpanProcessor> processors, Resource resource) {
		SdkTracerProviderBuilder builder = SdkTracerProvider.builder()
			.setSampler(Sampler.alwaysOn())
			.setResource(resource);
		processors.forEach(builder::addSpanProcessor);
		this.operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(builder.build()).build(),
				new Conventions(Semconv.STABLE, Naming.SEMCONV), Foreknowledge.NONE, true);
	}

	/**
	 * Starts a trace.
	 * @param name name of the span
	 * @return the operation, to be ended by the caller
	 */
	Operation start(String name) {
		return this.operations.start(Context.root(), SEMANTICS, name);
	}

	/**
	 * A span with nothing but a name.
	 */
	private static final class Named implements SpanSemantics<String> {

		@Override
		public String name(String name) {
			return name;
		}

		@Override
		public SpanKind kind() {
			return SpanKind.INTERNAL;
		}

		@Override
		public void onStart(SpanStart span, String name) {
		}

		@Override
		public boolean beginsTraces() {
			return true;
		}

	}

}
