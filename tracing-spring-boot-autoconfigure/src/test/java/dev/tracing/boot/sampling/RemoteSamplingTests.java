/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.tracing.boot.EndpointRequest;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector tells the ratio, and nothing but the ratio.
 */
class RemoteSamplingTests {

	private final SamplingCollector collector = new SamplingCollector();

	private final ApplicationContextRunner asking = AskingApplication.of(this.collector);

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void asksForTheStrategyOfItsServiceAgainAndAgain() {
		this.collector.tellProbability(1.0);
		this.asking.run((context) -> await()
			.untilAsserted(() -> assertThat(this.collector.services()).hasSizeGreaterThan(2).containsOnly("orders")));
	}

	@Test
	void probabilityOfTheCollectorReplacesTheRatio() {
		this.collector.tellProbability(1.0);
		this.asking.withPropertyValues("tracing.sampling.ratio=0.0").run((context) -> {
			ToldSampler sampler = ToldSampler.of(context);
			await().untilAsserted(() -> assertThat(sampler.kept("GET /", 100)).isEqualTo(100));
			this.collector.tellProbability(0.25);
			ToldSampler.when(context, "TraceIdRatioBased{0.250000}");
			assertThat(sampler.kept("GET /", 4000)).isBetween(850, 1150);
		});
	}

	@Test
	void limitOfTheCollectorHolds() {
		this.collector.tellLimitOnce(5);
		this.asking.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "RateLimitingSampler{5.00}");
			long started = System.nanoTime();
			int kept = sampler.kept("GET /", 1000);
			double seconds = (System.nanoTime() - started) / 1e9;
			assertThat(kept).isBetween(1, (int) (5 + 5 * seconds));
		});
	}

	@Test
	void operationsHaveProbabilitiesOfTheirOwn() {
		this.collector.tellOperations(0.0, Map.of("GET /orders", 1.0, "GET /ping", 0.0));
		this.asking.withPropertyValues("tracing.sampling.ratio=0.5").run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "PerOperationSampler");
			assertThat(sampler.kept("GET /orders", 100)).isEqualTo(100);
			assertThat(sampler.kept("GET /ping", 100)).isZero();
			assertThat(sampler.kept("GET /other", 100)).isZero();
		});
	}

	@Test
	void ratioHoldsUntilTheCollectorAnswers() {
		this.asking.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			await().untilAsserted(() -> assertThat(this.collector.services()).isNotEmpty());
			assertThat(ToldSampler.of(context).kept("GET /", 100)).isEqualTo(100);
		});
	}

	@Test
	void lastAnswerHoldsWhenTheCollectorIsGone() {
		this.collector.tellProbability(0.0);
		this.asking.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{0.000000}");
			this.collector.close();
			assertThat(sampler.kept("GET /", 100)).isZero();
		});
	}

	@Test
	void keptTracesDoNotSayHowManyTheyStandFor() {
		this.collector.tellProbability(1.0);
		this.asking.run((context) -> {
			ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{1.000000}");
			SamplingResult result = sampler.decide(Context.root(), "read", Attributes.empty());
			assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			assertThat(result.getUpdatedTraceState(TraceState.getDefault()).isEmpty()).isTrue();
			assertThat(result.getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("remote");
		});
	}

	@Test
	void endpointShowsWhatTheCollectorToldLast() {
		this.collector.tellProbability(0.25);
		this.asking.run((context) -> {
			ToldSampler.when(context, "TraceIdRatioBased{0.250000}");
			Steering steering = context.getBean(Steering.class);
			SamplingPart part = new SamplingPart(steering, new DecisionRate(System::nanoTime),
					UnaryOperator.identity());
			assertThat(part.read(new EndpointRequest("operator", Map.of()))).doesNotContainKeys("ratio", "ratioNow")
				.hasEntrySatisfying("remote", (told) -> assertThat(told.toString()).contains("{0.250000}"));
			Object explained = new ExplainPart(steering, TextMapPropagator::noop)
				.read(new EndpointRequest("operator", Map.of("name", List.of("read"))));
			assertThat(explained).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("reason", "remote")
				.containsEntry("ratio", null);
		});
	}

	@Test
	void decisionsOfTheCollectorAreCountedAsSuch() {
		this.collector.tellProbability(0.0);
		this.asking.run((context) -> {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(MeterBinder.class).bindTo(registry);
			ToldSampler sampler = ToldSampler.when(context, "TraceIdRatioBased{0.000000}");
			sampler.kept("read", 7);
			assertThat(registry.get("tracing.sampling.decisions")
				.tags("reason", "remote", "decision", "dropped")
				.functionCounter()
				.count()).isEqualTo(7);
		});
	}

}
