/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

/**
 * Operations without an application, and work that they trace.
 */
final class OperationsTestKit {

	private OperationsTestKit() {
	}

	static Operations operations(SdkTracerProvider provider, Conventions conventions) {
		return new Operations(OpenTelemetrySdk.builder()
			.setTracerProvider(provider)
			.setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
			.build(), conventions, Foreknowledge.NONE, true);
	}

	static class Work implements SpanSemantics<String> {

		@Override
		public SpanKind kind() {
			return SpanKind.CONSUMER;
		}

		@Override
		public String name(String request) {
			return "work." + request;
		}

		@Override
		public void onStart(SpanStart span, String request) {
			span.set(AttributeKey.stringKey("work.id"), request);
		}

	}

}
