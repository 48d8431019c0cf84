/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import dev.tracing.boot.operation.Operations;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside another tracer nothing is traced twice.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtherTracerTests {

	@TempDir
	private Path classes;

	@ParameterizedTest
	@EnumSource(OtherTracer.class)
	void standsBackAndSaysSoInOneLine(OtherTracer other, CapturedOutput output) throws IOException {
		try (URLClassLoader classLoader = with(className(other));
				ConfigurableApplicationContext context = run(classLoader)) {
			assertThat(context.getBeanNamesForType(Operations.class)).isEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains("stands back"))).singleElement()
				.asString()
				.contains(other.description());
		}
	}

	@Test
	void besideAnAgentSpringBootMakesNoSpansEither() throws IOException {
		try (URLClassLoader classLoader = with("io.opentelemetry.javaagent.OpenTelemetryAgent");
				ConfigurableApplicationContext context = run(classLoader)) {
			OpenTelemetry openTelemetry = context.getBean(OpenTelemetry.class);
			Span span = openTelemetry.getTracer("test").spanBuilder("work").startSpan();
			assertThat(span.isRecording()).isFalse();
			assertThat(openTelemetry.getPropagators().getTextMapPropagator().fields()).isEmpty();
		}
	}

	@Test
	void besideTheOpenTelemetryStarterNobodyElseMakesSpansOrAnSdk() throws IOException {
		try (URLClassLoader classLoader = with(className(OtherTracer.OPENTELEMETRY_STARTER));
				ConfigurableApplicationContext context = run(classLoader)) {
			assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.NOOP);
			assertThat(context.getBean(Propagator.class)).isSameAs(Propagator.NOOP);
			assertThat(context.getBeanNamesForType(OpenTelemetry.class)).as("in the way of the starter's own")
				.isEmpty();
			assertThat(context.getBeanNamesForType(SdkTracerProvider.class)).isEmpty();
		}
	}

	@Test
	void aloneItTraces(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(getClass().getClassLoader())) {
			assertThat(context.getBeanNamesForType(Operations.class)).hasSize(1);
			assertThat(output).doesNotContain("stands back");
		}
	}

	private static ConfigurableApplicationContext run(ClassLoader classLoader) {
		SpringApplication application = new SpringApplication(new DefaultResourceLoader(classLoader),
				EmptyApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run();
	}

	private static String className(OtherTracer other) {
		return switch (other) {
			case OPENTELEMETRY_AGENT -> "io.opentelemetry.javaagent.OpenTelemetryAgent";
			case DATADOG_AGENT -> "datadog.trace.bootstrap.Agent";
			case ELASTIC_AGENT -> "co.elastic.apm.agent.premain.AgentMain";
			case OPENTELEMETRY_STARTER ->
				"io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration";
			case BRAVE -> "io.micrometer.tracing.brave.bridge.BraveTracer";
		};
	}

	/**
	 * A class loader with one more class, empty and of that name.
	 */
	private URLClassLoader with(String className) {
		try {
			int dot = className.lastIndexOf('.');
			Path source = this.classes.resolve(className.substring(dot + 1) + ".java");
			Files.writeString(source, "package " + className.substring(0, dot) + "; public class "
					+ className.substring(dot + 1) + " {}");
			JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
			int result = compiler.run(null, null, null, "-d", this.classes.toString(), source.toString());
			assertThat(result).isZero();
			return new URLClassLoader(new URL[] { this.classes.toUri().toURL() }, getClass().getClassLoader());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
