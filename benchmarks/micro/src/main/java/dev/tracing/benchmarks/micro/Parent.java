/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.micro;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;

/**
 * What is around a span that starts.
 */
public enum Parent {

	/**
	 * Nothing: the span is a root.
	 */
	NONE,

	/**
	 * A caller that does not sample.
	 */
	REMOTE_UNSAMPLED,

	/**
	 * A caller that samples.
	 */
	REMOTE_SAMPLED,

	/**
	 * A span of this process that the sampler has dropped.
	 */
	UNSAMPLED,

	/**
	 * A recording span of this process.
	 */
	SAMPLED;

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	/**
	 * Makes the context.
	 * @param provider where local spans start; its sampler has to follow the caller
	 * @return the context
	 */
	public Context context(TracerProvider provider) {
		return switch (this) {
			case NONE -> Context.root();
			case REMOTE_UNSAMPLED -> remote(TraceFlags.getDefault());
			case REMOTE_SAMPLED -> remote(TraceFlags.getSampled());
			case UNSAMPLED -> local(provider, REMOTE_UNSAMPLED);
			case SAMPLED -> local(provider, REMOTE_SAMPLED);
		};
	}

	private static Context remote(TraceFlags flags) {
		SpanContext caller = SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, flags, TraceState.getDefault());
		return Context.root().with(Span.wrap(caller));
	}

	private static Context local(TracerProvider provider, Parent caller) {
		Context around = caller.context(provider);
		return around.with(provider.get("benchmark").spanBuilder("parent").setParent(around).startSpan());
	}

}
