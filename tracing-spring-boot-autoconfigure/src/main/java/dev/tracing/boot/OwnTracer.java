/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.util.ClassUtils;

/**
 * A tracer in the SDK's place, where all is known of the SDK: nobody has customized it.
 */
final class OwnTracer {

	// It wants to change a span that is about to end. The SDK alone can do that.
	private static final String ENDING = "io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor";

	private OwnTracer() {
	}

	static @Nullable Tracer of(SdkTracerProvider provider, ObjectProvider<SpanProcessors> processors,
			ObjectProvider<Resource> resource) {
		SpanProcessors all = processors.getIfAvailable();
		Resource service = resource.getIfAvailable();
		if (all == null || service == null || all.list().stream().anyMatch(OwnTracer::looksAtEndings)) {
			return null;
		}
		return new RecordingTracer(Operations.SCOPE_NAME, provider.getSampler(),
				SpanProcessor.composite(List.copyOf(all.list())), provider.getSpanLimits(), service);
	}

	private static boolean looksAtEndings(SpanProcessor processor) {
		for (Class<?> type : ClassUtils.getAllInterfaces(processor)) {
			if (type.getName().equals(ENDING)) {
				return true;
			}
		}
		return false;
	}

}
