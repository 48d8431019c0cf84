/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.EndpointRequest;
import dev.tracing.boot.TracingEnvironment;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.extension.trace.jaeger.sampler.JaegerRemoteSampler;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector tells the ratio, and nothing but the ratio.
 */
class RemoteSamplingTests {

	private static final String WORKER = "JaegerRemoteSampler_WorkerThread";

	private final SamplingCollector collector = new SamplingCollector();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders");

	private final ApplicationContextRunner asking = this.contextRunner.withPropertyValues(
			"tracing.sampling.remote.endpoint=" + this.collector.endpoint(),
			"tracing.sampling.remote.polling-interval=20ms");

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void nobodyIsAskedByDefault() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RemoteSampler.class));
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
			Sampler sampler = context.getBean(Sampler.class);
			await().untilAsserted(() -> assertThat(kept(sampler, "GET /", 100)).isEqualTo(100));
			this.collector.tellProbability(0.25);
			awaitStrategy(context, "TraceIdRatioBased{0.250000}");
			assertThat(kept(sampler, "GET /", 4000)).isBetween(850, 1150);
		});
	}

	@Test
	void limitOfTheCollectorHolds() {
		this.collector.tellLimit(5);
		this.asking.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			awaitStrategy(context, "RateLimitingSampler{5.00}");
			// An answer brings a full bucket, and one may be on its way.
			this.collector.fallSilent();
			long started = System.nanoTime();
			int kept = kept(context.getBean(Sampler.class), "GET /", 1000);
			double seconds = (System.nanoTime() - started) / 1e9;
			assertThat(kept).isBetween(1, (int) (2 * 5 + 5 * seconds));
		});
	}

	@Test
	void operationsHaveProbabilitiesOfTheirOwn() {
		this.collector.tellOperations(0.0, Map.of("GET /orders", 1.0, "GET /ping", 0.0));
		this.asking.withPropertyValues("tracing.sampling.ratio=0.5").run((context) -> {
			awaitStrategy(context, "PerOperationSampler");
			Sampler sampler = context.getBean(Sampler.class);
			assertThat(kept(sampler, "GET /orders", 100)).isEqualTo(100);
			assertThat(kept(sampler, "GET /ping", 100)).isZero();
			assertThat(kept(sampler, "GET /other", 100)).isZero();
		});
	}

	@Test
	void ratioHoldsUntilTheCollectorAnswers() {
		this.asking.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			await().untilAsserted(() -> assertThat(this.collector.services()).isNotEmpty());
			assertThat(kept(context.getBean(Sampler.class), "GET /", 100)).isEqualTo(100);
		});
	}

	@Test
	void lastAnswerHoldsWhenTheCollectorIsGone() {
		this.collector.tellProbability(0.0);
		this.asking.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			awaitStrategy(context, "TraceIdRatioBased{0.000000}");
			this.collector.close();
			assertThat(kept(context.getBean(Sampler.class), "GET /", 100)).isZero();
		});
	}

	@Test
	void rulesForcesAndCallersComeFirst() {
		this.collector.tellProbability(0.0);
		this.asking
			.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rules[0].span-name=pay",
					"tracing.sampling.rules[0].ratio=1.0", "tracing.sampling.force.attributes[0].name=audited",
					"tracing.sampling.force.attributes[0].value=true")
			.run((context) -> {
				awaitStrategy(context, "TraceIdRatioBased{0.000000}");
				Sampler sampler = context.getBean(Sampler.class);
				assertThat(kept(sampler, "pay", 100)).as("rule").isEqualTo(100);
				assertThat(kept(sampler, "read", 100)).as("collector").isZero();
				Attributes audited = Attributes.of(AttributeKey.booleanKey("audited"), true);
				assertThat(decide(sampler, Context.root(), "read", audited).getDecision()).as("forced")
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(decide(sampler, caller(TraceFlags.getSampled()), "read", Attributes.empty()).getDecision())
					.as("caller")
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			});
		this.collector.tellProbability(1.0);
		this.asking.run((context) -> {
			awaitStrategy(context, "TraceIdRatioBased{1.000000}");
			assertThat(decide(context.getBean(Sampler.class), caller(TraceFlags.getDefault()), "read",
					Attributes.empty())
				.getDecision()).as("caller").isEqualTo(SamplingDecision.DROP);
		});
	}

	// OpenTelemetry's sampler would follow him, whatever the strategy is.
	@Test
	void callerIsNotAskedByAStrategyWithoutParents() {
		this.collector.tellProbability(1.0);
		this.asking.withPropertyValues("tracing.sampling.strategy=trace_id_ratio").run((context) -> {
			awaitStrategy(context, "TraceIdRatioBased{1.000000}");
			SamplingResult result = decide(context.getBean(Sampler.class), caller(TraceFlags.getDefault()), "read",
					Attributes.empty());
			assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			TraceState state = TraceState.builder().put("ot", "th:8").build();
			assertThat(result.getUpdatedTraceState(state).get("ot")).as("threshold").isNull();
		});
	}

	@Test
	void keptTracesDoNotSayHowManyTheyStandFor() {
		this.collector.tellProbability(1.0);
		this.asking.run((context) -> {
			awaitStrategy(context, "TraceIdRatioBased{1.000000}");
			SamplingResult result = decide(context.getBean(Sampler.class), Context.root(), "read", Attributes.empty());
			assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			assertThat(result.getUpdatedTraceState(TraceState.getDefault()).isEmpty()).isTrue();
		});
	}

	// Whoever sets a ratio by the endpoint is nearer than the collector, for a time.
	@Test
	void ratioThatIsSetWhileTheApplicationRunsReplacesTheCollectors() {
		this.collector.tellProbability(0.0);
		this.asking.run((context) -> {
			awaitStrategy(context, "TraceIdRatioBased{0.000000}");
			Sampler sampler = context.getBean(Sampler.class);
			Steering steering = context.getBean(Steering.class);
			steering.make(Change.ratio(1.0), Duration.ofMinutes(1), "operator");
			assertThat(kept(sampler, "read", 100)).isEqualTo(100);
			steering.revert(Change.Kind.RATIO, null, "operator");
			assertThat(kept(sampler, "read", 100)).isZero();
		});
	}

	@Test
	void endpointShowsWhatTheCollectorToldLast() {
		this.collector.tellProbability(0.25);
		this.asking.run((context) -> {
			awaitStrategy(context, "TraceIdRatioBased{0.250000}");
			Steering steering = context.getBean(Steering.class);
			SamplingPart part = new SamplingPart(steering, new DecisionRate(System::nanoTime));
			assertThat(part.read(new EndpointRequest("operator", Map.of()))).doesNotContainKeys("ratio", "ratioNow")
				.hasEntrySatisfying("remote", (told) -> assertThat(told.toString()).contains("{0.250000}"));
			Object explained = new ExplainPart(steering, () -> null)
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
			awaitStrategy(context, "TraceIdRatioBased{0.000000}");
			kept(context.getBean(Sampler.class), "read", 7);
			assertThat(registry.get("tracing.sampling.decisions")
				.tags("reason", "remote", "decision", "dropped")
				.functionCounter()
				.count()).isEqualTo(7);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "always_on", "always_off", "parent_based_always_on", "parent_based_always_off" })
	void nobodyIsAskedWhereThereIsNoRatio(String strategy) {
		this.asking.withPropertyValues("tracing.sampling.strategy=" + strategy).run((context) -> {
			assertThat(context.getBean(Sampler.class).getDescription()).doesNotContain("Remote");
			assertThat(workers()).isEmpty();
		});
		assertThat(this.collector.services()).isEmpty();
	}

	// The collector hears the question and never answers.
	@Test
	void nothingIsLeftWhenTheContextIsClosed() {
		this.asking.run((context) -> {
			await().untilAsserted(() -> assertThat(this.collector.services()).isNotEmpty());
			assertThat(workers()).hasSize(1);
			long started = System.nanoTime();
			context.close();
			assertThat(System.nanoTime() - started).as("nanoseconds").isLessThan(5_000_000_000L);
		});
		await().untilAsserted(() -> assertThat(workers()).isEmpty());
	}

	@Test
	void missingLibraryFailsTheStartAndIsNamed() {
		this.asking.withClassLoader(new FilteredClassLoader(JaegerRemoteSampler.class))
			.run((context) -> failure(context, "tracing.sampling.remote.endpoint")
				.hasMessageContaining("io.opentelemetry:opentelemetry-sdk-extension-jaeger-remote-sampler"));
		this.contextRunner.withClassLoader(new FilteredClassLoader(JaegerRemoteSampler.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LiveSampler.class));
	}

	@ParameterizedTest
	@CsvSource({ "endpoint, collector:14250, http://collector:14250", "endpoint, '', http://collector:14250",
			"polling-interval, 0s, 1m", "polling-interval, -1s, 1m", "polling-interval, 25d, 1m" })
	void badValueFailsTheStart(String property, String value, String remedy) {
		this.asking.withPropertyValues("tracing.sampling.remote." + property + "=" + value)
			.run((context) -> failure(context, "tracing.sampling.remote." + property).hasMessageContaining(remedy));
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-traces-per-second", "load.max-qps" })
	void limitsBesideTheCollectorsFailTheStart(String property) {
		this.asking.withPropertyValues("tracing.sampling." + property + "=10")
			.run((context) -> failure(context, "tracing.sampling.remote.endpoint")
				.hasMessageContaining("Write either it or tracing.sampling." + property.replaceAll("\\..*", "")));
	}

	@Test
	void backsOffForTheUsersSampler() {
		this.asking.withBean(Sampler.class, Sampler::alwaysOff)
			.withClassLoader(new FilteredClassLoader(JaegerRemoteSampler.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RemoteSampler.class));
	}

	@Test
	void nobodyIsAskedWhenTracingIsDisabled() {
		this.asking.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RemoteSampler.class));
		assertThat(this.collector.services()).isEmpty();
	}

	private static AbstractThrowableAssert<?, ?> failure(AssertableApplicationContext context, String property) {
		return assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
					(ex) -> assertThat(ex.getName()).isEqualTo(property));
	}

	private static void awaitStrategy(AssertableApplicationContext context, String strategy) {
		Sampler remote = context.getBean(RemoteSampler.class).sampler();
		await().untilAsserted(() -> assertThat(remote.getDescription()).contains(strategy));
	}

	private static Context caller(TraceFlags flags) {
		IdGenerator ids = IdGenerator.random();
		return Context.root()
			.with(Span.wrap(SpanContext.createFromRemoteParent(ids.generateTraceId(), ids.generateSpanId(), flags,
					TraceState.getDefault())));
	}

	private static int kept(Sampler sampler, String name, int traces) {
		int kept = 0;
		for (int i = 0; i < traces; i++) {
			SamplingResult result = decide(sampler, Context.root(), name, Attributes.empty());
			kept += (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) ? 1 : 0;
		}
		return kept;
	}

	private static SamplingResult decide(Sampler sampler, Context parent, String name, Attributes attributes) {
		return sampler.shouldSample(parent, IdGenerator.random().generateTraceId(), name, SpanKind.SERVER, attributes,
				List.of());
	}

	private static List<Thread> workers() {
		return Thread.getAllStackTraces().keySet().stream().filter((each) -> each.getName().startsWith(WORKER)).toList();
	}

}
