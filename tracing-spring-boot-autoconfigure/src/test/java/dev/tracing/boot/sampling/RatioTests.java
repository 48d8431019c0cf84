/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.Random;

import dev.tracing.boot.operation.ProbabilityState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RatioTests {

	private static final int IDS = 1_000_000;

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	@ParameterizedTest
	@CsvSource({ "0.5, 8", "1.0, 0", "0.25, c", "0.1, e6666666666666", "0.01, fd70a3d70a3d71" })
	void writesTheThresholdOfItsRatio(double ratio, String digits) {
		SamplingResult result = decide(new Ratio(ratio, true, new Reason("ratio", false)), Context.root(),
				"00000000000000000ffffffffffffffff".substring(1));
		assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(result.getUpdatedTraceState(TraceState.getDefault()).get("ot")).isEqualTo("th:" + digits);
	}

	@Test
	void tenPercentOfOneServiceAreInsideTheFiftyPercentOfAnother() {
		Sampler tenth = ratio(0.1);
		Sampler half = ratio(0.5);
		Random random = new Random(42);
		int exceptions = 0;
		for (int i = 0; i < IDS; i++) {
			String traceId = TraceId.fromLongs(random.nextLong(), random.nextLong());
			if (isSampled(tenth, traceId) && !isSampled(half, traceId)) {
				exceptions++;
			}
		}
		assertThat(exceptions).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1.0", "0.5", "0.1", "0.05" })
	void adjustedCountIsTheTruth(double ratio) {
		Sampler sampler = ratio(ratio);
		Random random = new Random(42);
		double count = 0;
		for (int i = 0; i < IDS; i++) {
			SamplingResult result = decide(sampler, Context.root(),
					TraceId.fromLongs(random.nextLong(), random.nextLong()));
			if (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) {
				count += adjustedCount(result.getUpdatedTraceState(TraceState.getDefault()));
			}
		}
		assertThat(count).isCloseTo(IDS, within(IDS * 0.01));
	}

	@Test
	void nothingIsMadeForADecision() {
		Sampler sampler = ratio(1.0);
		SamplingResult first = decide(sampler, Context.root(), TRACE_ID);
		SamplingResult second = decide(sampler, Context.root(), TRACE_ID);
		assertThat(second).isSameAs(first);
		assertThat(second.getUpdatedTraceState(TraceState.getDefault()))
			.isSameAs(first.getUpdatedTraceState(TraceState.getDefault()));
	}

	@Test
	void callersRandomNumberIsTakenInPlaceOfTheTraceId() {
		Sampler half = ratio(0.5);
		assertThat(decide(half, caller(0, "rv:7fffffffffffff"), TRACE_ID).getDecision())
			.isEqualTo(SamplingDecision.DROP);
		SamplingResult kept = decide(half, caller(0, "rv:80000000000000;x:y"), TRACE_ID);
		assertThat(kept.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(updated(kept, "rv:80000000000000;x:y")).isEqualTo("th:8;rv:80000000000000;x:y");
	}

	@Test
	void thresholdIsErasedWithTheTraceAndWhereTheTraceIdIsNotKnownToBeRandom() {
		assertThat(updated(decide(ratio(0.0), caller(2, "th:4"), TRACE_ID), "th:4")).isNull();
		SamplingResult kept = decide(ratio(1.0), caller(0, "th:4"), TRACE_ID);
		assertThat(kept.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(updated(kept, "th:4")).as("caller without the random flag").isNull();
		assertThat(updated(decide(ratio(1.0), caller(2, "th:4"), TRACE_ID), "th:4")).isEqualTo("th:0");
	}

	@Test
	void withoutConsistencyNothingIsWritten() {
		Sampler sampler = new Ratio(1.0, false, new Reason("ratio", false));
		assertThat(decide(sampler, Context.root(), TRACE_ID).getUpdatedTraceState(TraceState.getDefault()).isEmpty())
			.isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "3, th:8;rv:80000000000000, th:8;rv:80000000000000", "3, th:8;rv:7fffffffffffff, rv:7fffffffffffff",
			"3, th:0, th:0", "3, th:zz, ", "3, th:123456789012345, ", "3, th:, ", "2, th:8;a:b, a:b", "0, th:8, ",
			"1, th:ffffffffffffff, th:ffffffffffffff", "3, th:ffffffffffffff, " })
	void callersThresholdStaysIfItAgreesWithHisDecision(byte flags, String sent, String passedOn) {
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOn(), true, 1.0);
		assertThat(updated(decide(sampler, caller(flags, sent), TRACE_ID), sent)).isEqualTo(passedOn);
	}

	private static Sampler ratio(double ratio) {
		return new Ratio(ratio, true, new Reason("ratio", false));
	}

	private static String updated(SamplingResult result, String member) {
		return result.getUpdatedTraceState(TraceState.builder().put("ot", member).build()).get("ot");
	}

	private static Context caller(int flags, String member) {
		return Context.root()
			.with(Span.wrap(SpanContext.createFromRemoteParent(TRACE_ID, "b7ad6b7169203331",
					TraceFlags.fromByte((byte) flags), TraceState.builder().put("ot", member).build())));
	}

	private static boolean isSampled(Sampler sampler, String traceId) {
		return decide(sampler, Context.root(), traceId).getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
	}

	// As a backend computes it.
	static double adjustedCount(TraceState state) {
		String digits = ProbabilityState.get(state, ProbabilityState.THRESHOLD);
		assertThat(digits).isNotNull();
		long threshold = Long.parseLong((digits + "00000000000000").substring(0, 14), 16);
		return 0x1p56 / (0x1p56 - threshold);
	}

	private static SamplingResult decide(Sampler sampler, Context context, String traceId) {
		return sampler.shouldSample(context, traceId, "GET", SpanKind.SERVER, Attributes.empty(), List.of());
	}

}
