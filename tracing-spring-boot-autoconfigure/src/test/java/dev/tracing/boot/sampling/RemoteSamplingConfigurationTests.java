/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.sdk.extension.trace.jaeger.sampler.JaegerRemoteSampler;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whether a collector is asked, and what cannot be asked for.
 */
class RemoteSamplingConfigurationTests {

	private static final String WORKER = "JaegerRemoteSampler_WorkerThread";

	private final SamplingCollector collector = new SamplingCollector();

	private final ApplicationContextRunner asking = AskingApplication.of(this.collector);

	@AfterEach
	void close() {
		this.collector.close();
	}

	@Test
	void nobodyIsAskedByDefault() {
		AskingApplication.ALONE
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RemoteSampler.class));
	}

	@Test
	void nobodyIsAskedWhenTracingIsDisabled() {
		this.asking.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RemoteSampler.class));
		assertThat(this.collector.services()).isEmpty();
	}

	@Test
	void backsOffForTheUsersSampler() {
		this.asking.withBean(Sampler.class, Sampler::alwaysOff)
			.withClassLoader(new FilteredClassLoader(JaegerRemoteSampler.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RemoteSampler.class));
	}

	@Test
	void missingLibraryFailsTheStartAndIsNamed() {
		this.asking.withClassLoader(new FilteredClassLoader(JaegerRemoteSampler.class))
			.run((context) -> failure(context, "tracing.sampling.remote.endpoint")
				.hasMessageContaining("io.opentelemetry:opentelemetry-sdk-extension-jaeger-remote-sampler"));
		AskingApplication.ALONE.withClassLoader(new FilteredClassLoader(JaegerRemoteSampler.class))
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

	private static AbstractThrowableAssert<?, ?> failure(AssertableApplicationContext context, String property) {
		return assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
					(ex) -> assertThat(ex.getName()).isEqualTo(property));
	}

	private static List<Thread> workers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((each) -> each.getName().startsWith(WORKER))
			.toList();
	}

}
