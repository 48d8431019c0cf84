/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.micro;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Takes spans that have ended, as a batch processor does, and drops them. A queue would
 * be full within milliseconds, and then the benchmark would measure a full queue and the
 * thread that empties it. The last span stays reachable: what nobody can reach, the
 * compiler may never allocate.
 */
public final class DiscardedSpans implements SpanProcessor {

	private @Nullable ReadableSpan last;

	/**
	 * Makes a real tracer provider whose spans come here. It samples every root, and
	 * beneath that what the parent says.
	 * @return the provider
	 */
	public static SdkTracerProvider provider() {
		return SdkTracerProvider.builder()
			.setSampler(Sampler.parentBased(Sampler.alwaysOn()))
			.addSpanProcessor(new DiscardedSpans())
			.build();
	}

	/**
	 * Makes the tracer that our auto-configuration puts in the SDK's place.
	 * @param provider the provider whose sampler and limits it has
	 * @return a tracer whose spans come here
	 */
	public static Tracer ownTracer(SdkTracerProvider provider) {
		return new RecordingTracer(Operations.SCOPE_NAME, provider.getSampler(), new DiscardedSpans(),
				provider.getSpanLimits(), Resource.getDefault(), () -> false);
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.last = span;
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public String toString() {
		return "DiscardedSpans(last: " + this.last + ")";
	}

}
