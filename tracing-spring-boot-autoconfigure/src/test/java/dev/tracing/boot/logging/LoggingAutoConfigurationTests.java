/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import dev.tracing.boot.Excluded;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.otel.bridge.Slf4JBaggageEventListener;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LoggingAutoConfigurationTests {

	@BeforeEach
	@AfterEach
	void forgetTheLoggingOfOtherApplications() {
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
	}

	@Test
	void everyLineOfASpanCarriesItsIds(CapturedOutput output) {
		Span span = log();
		assertThat(line(output)).contains("[" + traceId(span) + "-" + spanId(span) + "]");
	}

	@Test
	void otelKeysReachThePatternToo(CapturedOutput output) {
		Span span = log("--tracing.logging.keys=otel");
		assertThat(line(output)).contains("[" + traceId(span) + "-" + spanId(span) + "]");
	}

	@ParameterizedTest
	@CsvSource({ "ecs, boot, traceId, spanId", "ecs, otel, trace_id, span_id", "logstash, boot, traceId, spanId",
			"logstash, otel, trace_id, span_id", "gelf, boot, _traceId, _spanId", "gelf, otel, _trace_id, _span_id" })
	void structuredLogsCarryTheIds(String format, String keys, String traceKey, String spanKey, CapturedOutput output) {
		Span span = log("--logging.structured.format.console=" + format, "--tracing.logging.keys=" + keys);
		assertThat(line(output)).contains("\"" + traceKey + "\":\"" + traceId(span) + "\"",
				"\"" + spanKey + "\":\"" + spanId(span) + "\"");
	}

	@Test
	void disabledLeavesTheLogAlone(CapturedOutput output) {
		Span span = log("--tracing.logging.enabled=false");
		assertThat(line(output)).doesNotContain(traceId(span));
	}

	@Test
	void backsOffForTheUsersListener() {
		try (ConfigurableApplicationContext context = run(ListenerApplication.class)) {
			assertThat(context.getBeanNamesForType(Slf4JEventListener.class)).containsExactly("usersListener");
		}
	}

	@Test
	void onlyBaggageThatIsAskedForCostsAnything() {
		try (ConfigurableApplicationContext context = run(EmptyApplication.class)) {
			assertThat(context.getBean(Slf4JBaggageEventListener.class)).isInstanceOf(SilentBaggageListener.class);
			assertThat(context.getBean(OtelTracer.EventPublisher.class)).isInstanceOf(ScopeEvents.class);
		}
		try (ConfigurableApplicationContext context = run(EmptyApplication.class,
				"--tracing.propagation.baggage.correlation-fields=tenant")) {
			assertThat(context.getBean(Slf4JBaggageEventListener.class)).isNotInstanceOf(SilentBaggageListener.class);
		}
		try (ConfigurableApplicationContext context = run(EmptyApplication.class,
				"--management.tracing.baggage.correlation.enabled=false")) {
			assertThat(context.getBeanNamesForType(Slf4JBaggageEventListener.class)).isEmpty();
		}
	}

	private static Span log(String... args) {
		try (ConfigurableApplicationContext context = run(EmptyApplication.class, args)) {
			Span span = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan();
			try (Scope scope = span.makeCurrent()) {
				LoggerFactory.getLogger("test").info("inside the span");
			}
			finally {
				span.end();
			}
			assertThat(MDC.getCopyOfContextMap()).as("what is left in the MDC").isNullOrEmpty();
			return span;
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... args) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.run(args);
	}

	private static String line(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("inside the span")).findFirst().orElseThrow();
	}

	private static String traceId(Span span) {
		return span.getSpanContext().getTraceId();
	}

	private static String spanId(Span span) {
		return span.getSpanContext().getSpanId();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ListenerApplication {

		@Bean
		Slf4JEventListener usersListener() {
			return new Slf4JEventListener("t", "s");
		}

	}

}
