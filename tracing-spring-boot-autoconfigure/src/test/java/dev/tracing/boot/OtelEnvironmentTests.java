/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The environment variables of OpenTelemetry win over everything, in a process that has
 * them.
 */
class OtelEnvironmentTests {

	@Test
	void alwaysOnKeepsEveryTraceWhateverTheApplicationSays() throws Exception {
		assertThat(run(Map.of("OTEL_TRACES_SAMPLER", "always_on"), "--tracing.sampling.ratio=0.01",
				"--tracing.sampling.strategy=always_off"))
			.contains("sampler=AlwaysOnSampler");
	}

	@Test
	void endpointOfOursIsReadFromTheEnvironmentToo() throws Exception {
		assertThat(run(Map.of("TRACING_EXPORT_ENDPOINT", "http://localhost:4317", "TRACING_SAMPLING_RATIO", "0.25")))
			.contains("sampler=parent-based, root: TraceIdRatioBased{0.250000}")
			.contains("export to http://localhost:4317 (grpc)");
	}

	private static String run(Map<String, String> environment, String... args)
			throws IOException, InterruptedException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		ProcessBuilder builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), EmptyApplication.class.getName());
		builder.command().addAll(List.of(args));
		builder.environment().putAll(environment);
		builder.redirectErrorStream(true);
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class EmptyApplication {

		public static void main(String[] args) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
				.web(WebApplicationType.NONE)
				.properties(Excluded.technologies())
				.run(args)) {
				System.out.println("sampler=" + context.getBean(Sampler.class).getDescription());
			}
		}

	}

}
