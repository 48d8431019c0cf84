/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sampler of an application, asked about traces that nobody will see.
 */
record ToldSampler(Sampler sampler) {

	static ToldSampler of(ApplicationContext context) {
		return new ToldSampler(context.getBean(Sampler.class));
	}

	/**
	 * Waits until the collector has told that strategy.
	 */
	static ToldSampler when(ApplicationContext context, String strategy) {
		Sampler remote = context.getBean(RemoteSampler.class).sampler();
		await().untilAsserted(() -> assertThat(remote.getDescription()).contains(strategy));
		return of(context);
	}

	/**
	 * A caller who has decided.
	 */
	static Context caller(TraceFlags flags) {
		IdGenerator ids = IdGenerator.random();
		return Context.root()
			.with(Span.wrap(SpanContext.createFromRemoteParent(ids.generateTraceId(), ids.generateSpanId(), flags,
					TraceState.getDefault())));
	}

	/**
	 * Counts how many of new traces are kept.
	 */
	int kept(String name, int traces) {
		int kept = 0;
		for (int i = 0; i < traces; i++) {
			SamplingResult result = decide(Context.root(), name, Attributes.empty());
			kept += (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) ? 1 : 0;
		}
		return kept;
	}

	SamplingResult decide(Context parent, String name, Attributes attributes) {
		return this.sampler.shouldSample(parent, IdGenerator.random().generateTraceId(), name, SpanKind.SERVER,
				attributes, List.of());
	}

}
