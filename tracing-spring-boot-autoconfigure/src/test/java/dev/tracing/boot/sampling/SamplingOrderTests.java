/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who counts more where two of them have something to say.
 */
class SamplingOrderTests {

	private static final Attributes FORCED = Attributes.of(AttributeKey.booleanKey("audited"), true);

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
		.withPropertyValues("tracing.sampling.rules[0].span-name=pay", "tracing.sampling.rules[0].ratio=1.0",
				"tracing.sampling.rules[1].span-name=poll", "tracing.sampling.rules[1].drop=true",
				"tracing.sampling.force.attributes[0].name=audited", "tracing.sampling.force.attributes[0].value=true");

	@Test
	void whatIsExcludedIsNotForced() {
		this.application.run((context) -> {
			ToldSampler sampler = ToldSampler.of(context);
			Operations operations = new Operations(OpenTelemetrySdk.builder().build(), Conventions.DEFAULT,
					Foreknowledge.NONE, false);
			Context excluded = operations.exclude(Context.root()).context();
			assertThat(sampler.decide(excluded, "read", FORCED).getDecision()).isEqualTo(SamplingDecision.DROP);
			assertThat(sampler.decide(Context.root(), "read", FORCED).getDecision())
				.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		});
	}

	@Test
	void whatIsForcedIsAskedOfNoCallerAndNoRule() {
		this.application.run((context) -> {
			ToldSampler sampler = ToldSampler.of(context);
			assertThat(sampler.decide(ToldSampler.caller(TraceFlags.getDefault()), "read", FORCED).getDecision())
				.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			assertThat(sampler.decide(Context.root(), "poll", FORCED).getDecision())
				.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		});
	}

	@Test
	void whatIsForcedIsSampledAlsoWhereNothingElseIs() {
		this.application.withPropertyValues("tracing.sampling.strategy=always-off").run((context) -> {
			ToldSampler sampler = ToldSampler.of(context);
			assertThat(sampler.decide(Context.root(), "read", FORCED).getDecision())
				.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
			assertThat(sampler.decide(Context.root(), "pay", Attributes.empty()).getDecision())
				.isEqualTo(SamplingDecision.DROP);
		});
	}

	@Test
	void callerCountsMoreThanARuleThatMatches() {
		this.application.run((context) -> {
			ToldSampler sampler = ToldSampler.of(context);
			assertThat(sampler.decide(ToldSampler.caller(TraceFlags.getDefault()), "pay", Attributes.empty())
				.getDecision()).isEqualTo(SamplingDecision.DROP);
			assertThat(sampler.decide(ToldSampler.caller(TraceFlags.getSampled()), "poll", Attributes.empty())
				.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
		});
	}

	@Test
	void ruleThatMatchesCountsMoreThanTheLimit() {
		this.application.withPropertyValues("tracing.sampling.ratio=1.0", "tracing.sampling.max-traces-per-second=1")
			.run((context) -> {
				ToldSampler sampler = ToldSampler.of(context);
				assertThat(sampler.kept("read", 1_000)).as("limited").isBetween(1, 500);
				assertThat(sampler.kept("pay", 1_000)).isEqualTo(1_000);
				assertThat(sampler.kept("poll", 1_000)).isZero();
			});
	}

}
