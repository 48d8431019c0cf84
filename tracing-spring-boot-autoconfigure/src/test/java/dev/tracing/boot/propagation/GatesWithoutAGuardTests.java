/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.TracingEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules for callers and hosts where what would ask them is switched off.
 */
@ExtendWith(OutputCaptureExtension.class)
class GatesWithoutAGuardTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(PropagationAutoConfiguration.class, TracingAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "ingress.trust=internal, grpc.server", "ingress.trust=none, grpc.server",
			"ingress.untrusted-paths=/public/**, grpc.server", "egress.include=localhost, grpc.client",
			"egress.baggage.exclude=example.com, grpc.client" })
	void rulesThatNobodyAsksAreAWarning(String rule, String feature, CapturedOutput output) {
		String off = "tracing." + feature + ".enabled=false";
		this.runner.withPropertyValues("tracing.propagation." + rule, off).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce(
					"tracing.propagation." + rule.substring(0, rule.indexOf('.')) + ".* has no effect where " + off
							+ ": Spring Boot's Observations read and write the headers there and ask nobody. Remove "
							+ off.substring(0, off.indexOf('=')) + ", or the rules.");
		});
	}

	@Test
	void nothingIsSaidWhereThereIsNoRuleOrSomebodyAsks(CapturedOutput output) {
		this.runner.withPropertyValues("tracing.grpc.server.enabled=false", "tracing.grpc.client.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("has no effect"));
		this.runner
			.withPropertyValues("tracing.propagation.ingress.trust=none",
					"tracing.propagation.egress.include=localhost", "tracing.http.server.enabled=false",
					"tracing.http.client.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("has no effect"));
	}

}
