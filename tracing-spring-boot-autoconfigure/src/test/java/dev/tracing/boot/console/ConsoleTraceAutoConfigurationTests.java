/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.time.Duration;
import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ConsoleTraceAutoConfigurationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(4);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ConsoleTreeAutoConfiguration.class, ConsoleTraceAutoConfiguration.class,
						OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
		.withPropertyValues("management.opentelemetry.tracing.sampler=always_on", "logging.charset.console=US-ASCII");

	private final ApplicationContextRunner parent = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConsoleTreeAutoConfiguration.class))
		.withPropertyValues("tracing.console=tree", "logging.charset.console=US-ASCII");

	@Test
	void isOffByDefault() {
		this.runner.run(ConsoleTraceAutoConfigurationTests::hasNothing);
		this.runner.withPropertyValues("spring.profiles.active=prod")
			.run(ConsoleTraceAutoConfigurationTests::hasNothing);
	}

	@ParameterizedTest
	@ValueSource(strings = { "local", "dev", "eu,dev" })
	void drawsTreesUnderADevelopersProfile(String profiles, CapturedOutput output) {
		this.runner.withPropertyValues("spring.profiles.active=" + profiles).run((context) -> {
			String traceId = span(context, "order.create");
			await().atMost(PATIENCE).until(() -> output.getOut().contains("--- trace " + traceId));
			assertThat(output.getOut()).contains("order.create  ");
		});
	}

	@Test
	void drawsTreesIfToldTo(CapturedOutput output) {
		this.runner.withPropertyValues("tracing.console=tree").run((context) -> {
			String traceId = span(context, "order.create");
			await().atMost(PATIENCE).until(() -> output.getOut().contains("--- trace " + traceId));
		});
	}

	@Test
	void writesJsonIfToldTo(CapturedOutput output) {
		this.runner.withPropertyValues("spring.profiles.active=local", "tracing.console=json").run((context) -> {
			String traceId = span(context, "order.create");
			await().atMost(PATIENCE).until(() -> output.getOut().contains("{\"traceId\":\"" + traceId + "\""));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "tracing.console=off", "tracing.console=false", "tracing.enabled=false",
			"management.tracing.export.enabled=false" })
	void isOffIfToldSo(String property) {
		this.runner.withPropertyValues("spring.profiles.active=local", property)
			.run(ConsoleTraceAutoConfigurationTests::hasNothing);
	}

	@Test
	void isSilentInATestEvenIfTheApplicationAsksForIt() {
		this.runner.withPropertyValues("tracing.console=tree", "management.tracing.export.enabled=false")
			.run(ConsoleTraceAutoConfigurationTests::hasNothing);
	}

	@Test
	void isOffWithoutTheSdk() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ConsoleTreeAutoConfiguration.class, ConsoleTraceAutoConfiguration.class))
			.withPropertyValues("tracing.console=tree")
			.withClassLoader(new FilteredClassLoader(SdkTracerProvider.class))
			.run(ConsoleTraceAutoConfigurationTests::hasNothing);
	}

	@Test
	void usersBeansOfTheSameNamesWin() {
		this.runner.withPropertyValues("tracing.console=tree").withUserConfiguration(OwnBeans.class).run((context) -> {
			assertThat(context.getBean("consoleSpanProcessor")).isSameAs(OwnBeans.PROCESSOR);
			assertThat(context.getBean("consoleSpanExporter")).isSameAs(OwnBeans.EXPORTER);
		});
	}

	@Test
	void exporterIsTheFirstOne() {
		this.runner.withPropertyValues("tracing.console=tree")
			.withBean("another", SpanExporter.class, () -> OwnBeans.EXPORTER)
			.run((context) -> assertThat(context.getBeanProvider(SpanExporter.class).orderedStream().toList().get(0))
				.isInstanceOf(ConsoleSpanExporter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "quiet-period=0s", "max-age=100ms", "max-traces=0", "max-spans=-1", "max-lines=0" })
	void badLimitFailsTheStartAndNamesTheProperty(String property) {
		this.runner.withPropertyValues("tracing.console=tree", "tracing.console-tree." + property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(failure) -> assertThat(failure.getName())
							.isEqualTo("tracing.console-tree." + property.substring(0, property.indexOf('=')))));
	}

	@Test
	void unknownModeFailsTheStart() {
		this.runner.withPropertyValues("tracing.console=treee")
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining("tracing.console"));
	}

	@Test
	void limitsAreBound() {
		this.runner.withPropertyValues("tracing.console=json", "tracing.console-tree.max-lines=7").run((context) -> {
			ConsoleProperties properties = context.getBean(ConsoleProperties.class);
			assertThat(properties.console()).isEqualTo(ConsoleMode.JSON);
			assertThat(properties.consoleTree()).isEqualTo(
					new ConsoleProperties.ConsoleTree(Duration.ofMillis(500), Duration.ofMinutes(1), 100, 1000, 7));
		});
	}

	@Test
	void contextPrintsItsTracesWhenItCloses(CapturedOutput output) {
		String[] traceId = new String[1];
		this.runner.withPropertyValues("tracing.console=tree")
			.run((context) -> traceId[0] = span(context, "order.create"));
		assertThat(output.getOut()).containsOnlyOnce("--- trace " + traceId[0]);
	}

	@Test
	void parentNeedsNothingButTheConsole() {
		this.parent.run((context) -> {
			assertThat(context).hasSingleBean(TraceConsole.class);
			assertThat(context).doesNotHaveBean(SpanProcessor.class).doesNotHaveBean(SpanExporter.class);
		});
	}

	@Test
	void contextsOfOneParentPrintTheirCommonTraceAsOne(CapturedOutput output) {
		this.parent.run((shared) -> child(shared, "order").run((order) -> {
			child(shared, "payment").run((payment) -> {
				assertThat(order.containsLocalBean("traceConsole")).isFalse();
				Span create = start(order, "order.create", SpanKind.INTERNAL, null);
				Span call = start(order, "POST", SpanKind.CLIENT, create.getSpanContext());
				Span serve = start(payment, "POST /payments", SpanKind.SERVER, remote(call));
				Span process = start(payment, "payment.process", SpanKind.INTERNAL, serve.getSpanContext());
				List.of(process, serve, call, create).forEach(Span::end);
				await().atMost(PATIENCE).until(() -> output.getOut().contains("payment.process"));
				assertThat(output.getOut()).containsOnlyOnce("--- trace")
					.contains("4 spans, 2 services", "order.create", "`- POST ", "   `- POST /payments",
							"      `- payment.process")
					.doesNotContain("incomplete");
			});
			// One context is closed; the other goes on.
			String traceId = span(order, "order.delete");
			await().atMost(PATIENCE).until(() -> output.getOut().contains("--- trace " + traceId));
			assertThat(output.getOut()).contains("1 span, 1 service").doesNotContain("incomplete");
		}));
	}

	@Test
	void contextThatIsOffGivesNothingToTheConsoleOfItsParent() {
		this.parent.run((shared) -> child(shared, "order").withPropertyValues("tracing.console=off")
			.run((context) -> assertThat(context).doesNotHaveBean("consoleSpanProcessor")
				.doesNotHaveBean("consoleSpanExporter")));
	}

	private ApplicationContextRunner child(ApplicationContext parent, String name) {
		return this.runner.withParent(parent)
			.withPropertyValues("tracing.console=tree", "spring.application.name=" + name);
	}

	private static void hasNothing(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean(TraceConsole.class)
			.doesNotHaveBean("consoleSpanProcessor")
			.doesNotHaveBean("consoleSpanExporter");
	}

	private static String span(ApplicationContext context, String name) {
		Span span = start(context, name, SpanKind.INTERNAL, null);
		span.end();
		return span.getSpanContext().getTraceId();
	}

	private static Span start(ApplicationContext context, String name, SpanKind kind, SpanContext parent) {
		Context parentContext = (parent != null) ? Context.root().with(Span.wrap(parent)) : Context.root();
		return context.getBean(SdkTracerProvider.class)
			.get("test")
			.spanBuilder(name)
			.setSpanKind(kind)
			.setParent(parentContext)
			.startSpan();
	}

	private static SpanContext remote(Span span) {
		SpanContext context = span.getSpanContext();
		return SpanContext.createFromRemoteParent(context.getTraceId(), context.getSpanId(), context.getTraceFlags(),
				context.getTraceState());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		static final SpanProcessor PROCESSOR = SpanProcessor.composite();

		static final SpanExporter EXPORTER = SpanExporter.composite();

		@Bean
		SpanProcessor consoleSpanProcessor() {
			return PROCESSOR;
		}

		@Bean
		SpanExporter consoleSpanExporter() {
			return EXPORTER;
		}

	}

}
