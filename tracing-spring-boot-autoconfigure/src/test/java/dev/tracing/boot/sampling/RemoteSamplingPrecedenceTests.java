/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What counts more than the collector: rules, forces, callers, and who steers.
 */
class RemoteSamplingPrecedenceTests {

	private final SamplingCollector collector = new SamplingCollector();

	private final ApplicationContextRunner asking = AskingApplication.of(this.collector);

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void rulesForcesAndCallersComeFirst() {
		this.collector.tellProbability(0.0);
		this.asking
			.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rules[0].span-name=pay",
					"tracing.sampling.rules[0].ratio=1.0", "tracing.sampling.force.attributes[0].name=audited",
					"tracing.sampling.force.attributes[0].value=true")
			.run((context) -> {
				ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{0.000000}");
				assertThat(sampler.kept("pay", 100)).as("rule").isEqualTo(100);
				assertThat(sampler.kept("read", 100)).as("collector").isZero();
				Attributes audited = Attributes.of(AttributeKey.booleanKey("audited"), true);
				assertThat(sampler.decide(Context.root(), "read", audited).getDecision()).as("forced")
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(sampler.decide(ToldSampler.caller(TraceFlags.getSampled()), "read", Attributes.empty())
					.getDecision()).as("caller").isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			});
		this.collector.tellProbability(1.0);
		this.asking.run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{1.000000}");
			assertThat(sampler.decide(ToldSampler.caller(TraceFlags.getDefault()), "read", Attributes.empty())
				.getDecision()).as("caller").isEqualTo(SamplingDecision.DROP);
		});
	}

	// OpenTelemetry's sampler would follow him, whatever the strategy is.
	@Test
	void callerIsNotAskedByAStrategyWithoutParents() {
		this.collector.tellProbability(1.0);
		this.asking.withPropertyValues("tracing.sampling.strategy=trace_id_ratio").run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{1.000000}");
			SamplingResult result = sampler.decide(ToldSampler.caller(TraceFlags.getDefault()), "read",
					Attributes.empty());
			assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			TraceState state = TraceState.builder().put("ot", "th:8").build();
			assertThat(result.getUpdatedTraceState(state).get("ot")).as("threshold").isNull();
		});
	}

	// Whoever sets a ratio by the endpoint is nearer than the collector, for a time.
	@Test
	void ratioThatIsSetWhileTheApplicationRunsReplacesTheCollectors() {
		this.collector.tellProbability(0.0);
		this.asking.run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{0.000000}");
			Steering steering = context.getBean(Steering.class);
			steering.make(Change.ratio(1.0), Duration.ofMinutes(1), "operator");
			assertThat(sampler.kept("read", 100)).isEqualTo(100);
			steering.revert(Change.Kind.RATIO, null, "operator");
			assertThat(sampler.kept("read", 100)).isZero();
		});
	}

}
