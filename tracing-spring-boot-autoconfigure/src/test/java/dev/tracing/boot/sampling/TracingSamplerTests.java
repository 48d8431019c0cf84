/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.ParentBased;
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
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), true, 1.0), parent(remote, flags)))
			.as("parent's decision under a root sampler that says yes")
			.isEqualTo(decision);
		assertThat(decide(new TracingSampler(Sampler.alwaysOff(), true, 0.0), parent(remote, flags)))
			.as("parent's decision under a root sampler that says no")
			.isEqualTo(decision);
	}

	@Test
	void rootSamplerDecidesWithoutParent() {
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), true, 1.0), Context.root()))
			.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(decide(new TracingSampler(Sampler.alwaysOff(), true, 0.0), Context.root()))
			.isEqualTo(SamplingDecision.DROP);
	}

	@Test
	void strategyThatIsNotParentBasedIgnoresTheCaller() {
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOn(), false, 1.0);
		assertThat(decide(sampler, parent(true, (byte) 0))).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(decide(sampler, parent(false, (byte) 0))).as("inside the process the trace is decided on")
			.isEqualTo(SamplingDecision.DROP);
	}

	@Test
	void childrenOfARecordedUnsampledParentAreRecordedToo() {
		SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(new RecordOnlySampler()).build();
		Span parent = provider.get("test").spanBuilder("parent").startSpan();
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOn(), true, 1.0);
		assertThat(decide(sampler, Context.root().with(parent))).isEqualTo(SamplingDecision.RECORD_ONLY);
		parent.end();
		assertThat(decide(sampler, Context.root().with(parent))).as("after the parent's end")
			.isEqualTo(SamplingDecision.RECORD_ONLY);
	}

	@ParameterizedTest
	@CsvSource({ "true, 1.0", "true, 0.5", "true, 0.0", "false, 1.0", "false, 0.5", "false, 0.0" })
	void whatIsForeseenIsWhatIsDecided(boolean parentBased, double ratio) {
		TracingSampler sampler = new TracingSampler(Sampler.traceIdRatioBased(ratio), parentBased, ratio);
		SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(new RecordOnlySampler()).build();
		Context recorded = Context.root().with(provider.get("test").spanBuilder("parent").startSpan());
		for (Context parent : List.of(Context.root(), recorded, parent(true, (byte) 0), parent(true, (byte) 1),
				parent(true, (byte) 2), parent(true, (byte) 3), parent(false, (byte) 0), parent(false, (byte) 1))) {
			if (sampler.drops(Span.fromContext(parent))) {
				assertThat(decide(sampler, parent)).as(parent.toString()).isEqualTo(SamplingDecision.DROP);
			}
		}
		assertThat(sampler.drops(Span.getInvalid())).isEqualTo(ratio == 0.0);
		assertThat(sampler.drops(Span.fromContext(parent(true, (byte) 2)))).isEqualTo(parentBased || ratio == 0.0);
		assertThat(sampler.wantsAttributes()).isEqualTo(ratio == 1.0);
	}

	@Test
	void excludedIsDroppedEvenUnderASampledCallerAndWithEveryStrategy() {
		Operations operations = new Operations(OpenTelemetrySdk.builder().build(), Conventions.DEFAULT,
				ParentBased.INSTANCE, true);
		Context excluded = operations.exclude(parent(true, (byte) 1)).context();
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), true, 1.0), excluded))
			.isEqualTo(SamplingDecision.DROP);
		assertThat(decide(new TracingSampler(Sampler.alwaysOn(), false, 1.0), excluded))
			.isEqualTo(SamplingDecision.DROP);
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
