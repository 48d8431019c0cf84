/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.Transport;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SetupReportTests {

	@Test
	void oneLineStatesTheEffectiveSetup(CapturedOutput output) {
		run(EmptyApplication.class, "--spring.application.name=orders",
				"--tracing.export.endpoint=http://localhost:4317", "--spring.profiles.active=prod");
		assertThat(output.getAll().lines().filter((line) -> line.contains("Tracing: service"))).singleElement()
			.asString()
			.contains("service 'orders'", "parent-based, root: TraceIdRatioBased{0.100000}",
					"export to http://localhost:4317 (grpc)", "traceparent", "baggage");
	}

	@Test
	void credentialsOfTheCollectorAreNotSaid(CapturedOutput output) {
		run(EmptyApplication.class, "--tracing.export.endpoint=http://user:s3cret@localhost:4318/v1/traces?key=s3cret",
				"--management.opentelemetry.tracing.export.otlp.endpoint=http://me:s3cret@localhost:4319/v1/traces");
		assertThat(output).contains("export to http://localhost:4319/v1/traces (http)")
			.contains("contradict")
			.doesNotContain("s3cret");
	}

	@Test
	void withoutEndpointSpansStayLocal(CapturedOutput output) {
		run(EmptyApplication.class);
		assertThat(output.getAll().lines().filter((line) -> line.contains("stay local"))).singleElement()
			.asString()
			.contains("tracing.export.endpoint");
	}

	@Test
	void connectionDetailsCountAsEndpoint(CapturedOutput output) {
		run(ConnectionDetailsApplication.class);
		assertThat(output).contains("export to http://details:4318/v1/traces (http)").doesNotContain("stay local");
	}

	@Test
	void exporterOfTheApplicationIsNamed(CapturedOutput output) {
		run(ExporterApplication.class);
		assertThat(output).contains("export by the application's own exporter").doesNotContain("stay local");
	}

	@Test
	void samplerOfTheApplicationIsNotJudged(CapturedOutput output) {
		run(SamplerApplication.class, "--spring.profiles.active=prod");
		assertThat(output).contains("sampler ParentBased").doesNotContain("Every trace is kept");
	}

	@Test
	void newcomerLearnsWhyHeSeesNothing(CapturedOutput output) {
		run(EmptyApplication.class);
		assertThat(output).contains("1 of 10 traces is kept and the console tree is off; to see every trace here, "
				+ "run with --spring.profiles.active=local");
	}

	@Test
	void everyTraceInProductionIsOneWarning(CapturedOutput output) {
		run(EmptyApplication.class, "--tracing.sampling.ratio=1.0", "--spring.profiles.active=prod");
		assertThat(output.getAll().lines().filter((line) -> line.contains("Every trace is kept"))).singleElement()
			.asString()
			.contains("WARN", "tracing.sampling.ratio=0.1");
	}

	@Test
	void everyTraceInDevelopmentIsFine(CapturedOutput output) {
		run(EmptyApplication.class, "--spring.profiles.active=local");
		run(EmptyApplication.class, "--spring.profiles.active=test", "--tracing.sampling.ratio=1.0");
		assertThat(output).doesNotContain("Every trace is kept").doesNotContain("of 10 traces");
	}

	@Test
	void contradictionNamesBothAndTheWinner(CapturedOutput output) {
		run(EmptyApplication.class, "--tracing.sampling.ratio=0.2", "--management.tracing.sampling.probability=0.5",
				"--tracing.limits.max-events=8", "--management.opentelemetry.tracing.limits.max-events=8");
		assertThat(output.getAll().lines().filter((line) -> line.contains("contradict"))).singleElement()
			.asString()
			.contains("'management.tracing.sampling.probability' (0.5", "'tracing.sampling.ratio' (0.2",
					"management.tracing.sampling.probability is in effect");
	}

	@Test
	void offIsSaidOnce(CapturedOutput output) {
		run(EmptyApplication.class, "--tracing.enabled=false");
		assertThat(output.getAll().lines().filter((line) -> line.contains("Tracing is off"))).hasSize(1);
	}

	private static void run(Class<?> application, String... args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.run(args);
		context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ExporterApplication {

		@Bean
		InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SamplerApplication {

		@Bean
		Sampler sampler() {
			return Sampler.parentBased(Sampler.traceIdRatioBased(0.01));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ConnectionDetailsApplication {

		@Bean
		OtlpTracingConnectionDetails connectionDetails() {
			return new OtlpTracingConnectionDetails() {

				@Override
				public String getUrl(Transport transport) {
					return "http://details:4318/v1/traces";
				}

			};
		}

	}

}
