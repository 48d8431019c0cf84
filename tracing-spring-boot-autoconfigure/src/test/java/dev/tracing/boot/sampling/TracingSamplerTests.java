/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TracingSamplerTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	@ParameterizedTest
	@CsvSource({ "true, 1, RECORD_AND_SAMPLE", "true, 3, RECORD_AND_SAMPLE", "true, 0, DROP", "true, 2, DROP",
			"false, 1, RECORD_AND_SAMPLE", "false, 0, DROP" })
	void parentDecidesByTheSampledBitAlone(boolean remote, byte flags, SamplingDecision decision) {
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), true), parent(remote, flags)))
			.as("parent's decision under a root sampler that says yes")
			.isEqualTo(decision);
		assertThat(decide(new TracingSampler(Sampler.alwaysOff(), true), parent(remote, flags)))
			.as("parent's decision under a root sampler that says no")
			.isEqualTo(decision);
	}

	@Test
	void rootSamplerDecidesWithoutParent() {
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), true), Context.root()))
			.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(decide(new TracingSampler(Sampler.alwaysOff(), true), Context.root()))
			.isEqualTo(SamplingDecision.DROP);
	}

	@Test
	void strategyThatIsNotParentBasedIgnoresTheParent() {
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOn(), false);
		assertThat(decide(sampler, parent(true, (byte) 0))).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(sampler.parentDecides()).isFalse();
	}

	@Test
	void childrenOfARecordedUnsampledParentAreRecordedToo() {
		SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(new RecordOnlySampler()).build();
		Span parent = provider.get("test").spanBuilder("parent").startSpan();
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOn(), true);
		assertThat(decide(sampler, Context.root().with(parent))).isEqualTo(SamplingDecision.RECORD_ONLY);
		parent.end();
		assertThat(decide(sampler, Context.root().with(parent))).as("after the parent's end")
			.isEqualTo(SamplingDecision.RECORD_ONLY);
	}

	@Test
	void excludedIsDroppedEvenUnderASampledCallerAndWithEveryStrategy() {
		Operations operations = new Operations(OpenTelemetrySdk.builder().build(), Conventions.DEFAULT, true);
		Context excluded = operations.exclude(parent(true, (byte) 1)).context();
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), true), excluded)).isEqualTo(SamplingDecision.DROP);
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), false), excluded)).isEqualTo(SamplingDecision.DROP);
	}

	private static Context parent(boolean remote, byte flags) {
		TraceFlags traceFlags = TraceFlags.fromByte(flags);
		SpanContext context = remote
				? SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, traceFlags, TraceState.getDefault())
				: SpanContext.create(TRACE_ID, SPAN_ID, traceFlags, TraceState.getDefault());
		return Context.root().with(Span.wrap(context));
	}

	private static SamplingDecision decide(Sampler sampler, Context parent) {
		return sampler.shouldSample(parent, TRACE_ID, "name", SpanKind.INTERNAL, Attributes.empty(), List.of())
			.getDecision();
	}

	private static final class RecordOnlySampler implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			return SamplingResult.recordOnly();
		}

		@Override
		public String getDescription() {
			return "record only";
		}

	}

}
