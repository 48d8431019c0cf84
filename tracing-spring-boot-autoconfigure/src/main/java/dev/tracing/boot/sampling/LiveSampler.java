/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.function.Consumer;

import dev.tracing.boot.operation.Foreknowledge;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;

/**
 * The sampler that is in effect now. Another one takes over as a whole: every decision is
 * made by one of them, and costs a volatile read more than without.
 */
final class LiveSampler implements Sampler, Foreknowledge {

	private final RecentDecisions recent;

	private volatile TracingSampler current;

	private volatile @Nullable Consumer<String> dropListener;

	/**
	 * Creates a sampler.
	 * @param first what decides at first
	 * @param recent what remembers decisions
	 */
	LiveSampler(TracingSampler first, RecentDecisions recent) {
		this.current = first;
		this.recent = recent;
	}

	TracingSampler current() {
		return this.current;
	}

	List<RecentDecisions.Decision> recent() {
		return this.recent.all();
	}

	void onDrop(Consumer<String> listener) {
		this.dropListener = listener;
	}

	void become(TracingSampler next) {
		this.current = next;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		SamplingResult result = this.current.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
		// What follows a span of this process is no verdict.
		if (result instanceof Verdict verdict) {
			this.recent.add(traceId, name, verdict);
			Consumer<String> listener = this.dropListener;
			if (listener != null && verdict.getDecision() == SamplingDecision.DROP) {
				listener.accept(name);
			}
		}
		return result;
	}

	@Override
	public boolean parentDecides() {
		return this.current.parentDecides();
	}

	@Override
	public boolean drops(Span parent) {
		return this.current.drops(parent);
	}

	@Override
	public boolean drops(Context context, Span parent) {
		return this.current.drops(context, parent);
	}

	@Override
	public void skipped(Span parent) {
		this.current.skipped(parent);
	}

	@Override
	public boolean wantsAttributes() {
		return this.current.wantsAttributes();
	}

	@Override
	public boolean wantsErrors() {
		return this.current.wantsErrors();
	}

	@Override
	public String getDescription() {
		return this.current.getDescription();
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
