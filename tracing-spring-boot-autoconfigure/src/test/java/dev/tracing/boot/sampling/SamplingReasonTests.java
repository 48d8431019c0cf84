/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.function.BiConsumer;

import dev.tracing.boot.TracingEnvironment;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a local root says of why it was kept, whoever decided.
 */
class SamplingReasonTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "strategy=always-on | always-on", "strategy=parent-based-always-on | always-on",
					"ratio=1.0 | ratio", "ratio=1.0 consistent=false | ratio",
					"ratio=1.0 max-traces-per-second=1000000 | ratio",
					"ratio=0.0 rules[0].span-name=GET rules[0].ratio=1.0 | rule:0" })
	void rootThatIsKeptSaysWhy(String properties, String reason) {
		run(properties + " reason-attribute=true",
				(sampler, reasons) -> assertReason(sampler.decide(Context.root(), "GET", Attributes.empty()), reason));
	}

	@Test
	void whatTheCallerKeepsSaysSo() {
		run("ratio=0.0 reason-attribute=true",
				(sampler, reasons) -> assertReason(
						sampler.decide(ToldSampler.caller(TraceFlags.getSampled()), "GET", Attributes.empty()),
						"parent"));
	}

	@Test
	void whatALimitLowersSaysSo() {
		run("ratio=1.0 max-traces-per-second=1 reason-attribute=true", (sampler, reasons) -> {
			assertThat(sampler.kept("GET", 10_000)).isPositive();
			assertThat(reasons.named("rate-limit").sampled()).isPositive();
			assertReason(nextKept(sampler), "rate-limit");
		});
	}

	@Test
	void whatTheLoadLowersSaysSo() {
		run("ratio=0.9 load.max-heap-after-gc=0.000001 load.interval=1ms reason-attribute=true", (sampler, reasons) -> {
			System.gc();
			await().until(() -> {
				sampler.kept("GET", 1_000);
				return reasons.named("load").sampled() > 0;
			});
			assertReason(nextKept(sampler), "load");
		});
	}

	@Test
	void decisionsOfOpenTelemetrysSamplersAreCounted() {
		run("strategy=always-on", (sampler, reasons) -> {
			SamplingResult result = sampler.decide(Context.root(), "GET", Attributes.empty());
			assertThat(result.getAttributes().isEmpty()).as("nothing but the strategy decides").isTrue();
			assertThat(reasons.named("always-on").sampled()).isOne();
		});
		run("ratio=0.0 consistent=false", (sampler, reasons) -> {
			sampler.decide(Context.root(), "GET", Attributes.empty());
			assertThat(reasons.named("ratio").dropped()).isOne();
		});
	}

	private static SamplingResult nextKept(ToldSampler sampler) {
		SamplingResult result;
		do {
			result = sampler.decide(Context.root(), "GET", Attributes.empty());
		}
		while (result.getDecision() != SamplingDecision.RECORD_AND_SAMPLE);
		return result;
	}

	private static void assertReason(SamplingResult result, String reason) {
		assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		assertThat(result.getAttributes().get(Reason.ATTRIBUTE)).isEqualTo(reason);
	}

	private void run(String properties, BiConsumer<ToldSampler, Reasons> test) {
		String[] all = properties.split(" ");
		for (int i = 0; i < all.length; i++) {
			all[i] = "tracing.sampling." + all[i];
		}
		this.application.withPropertyValues(all)
			.run((context) -> test.accept(ToldSampler.of(context), context.getBean(Steering.class).reasons()));
	}

}
