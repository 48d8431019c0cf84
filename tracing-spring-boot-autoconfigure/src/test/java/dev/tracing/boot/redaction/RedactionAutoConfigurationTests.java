/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.ExportStage;
import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.export.ExportAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RedactionAutoConfigurationTests {

	private static final AttributeKey<String> PASSWORD = AttributeKey.stringKey("user.password");

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withPropertyValues("tracing.sampling.ratio=1.0", "tracing.export.batch.schedule-delay=50ms",
				"tracing.redaction.detector-budget=5s")
		.withBean(InMemorySpanExporter.class, () -> this.exporter)
		.withConfiguration(AutoConfigurations.of(RedactionAutoConfiguration.class, ExportAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class));

	@Test
	void usersExportersReceiveRedactedSpans() {
		this.contextRunner.run((context) -> {
			record(context);
			assertThat(exported()).isEqualTo("REDACTED");
		});
	}

	@Test
	void micrometersFiltersAndReportersSeeRedactedSpans() {
		List<String> filtered = new ArrayList<>();
		List<String> reported = new ArrayList<>();
		this.contextRunner.withBean(SpanFilter.class, () -> (span) -> {
			filtered.add(password(span));
			return span;
		}).withBean(SpanReporter.class, () -> (span) -> reported.add(password(span))).run((context) -> {
			record(context);
			assertThat(filtered).containsExactly("REDACTED");
			assertThat(reported).containsExactly("REDACTED");
			assertThat(exported()).isEqualTo("REDACTED");
		});
	}

	@Test
	void propertiesChangeWhatBecomesOfIt() {
		this.contextRunner
			.withPropertyValues("tracing.redaction.detect.secret-key=hash",
					"tracing.redaction.hash-key=0123456789abcdef")
			.run((context) -> {
				record(context);
				assertThat(exported()).startsWith("hmac:");
			});
	}

	@Test
	void usersDetectorIsAsked() {
		this.contextRunner.withBean(SensitiveValueDetector.class, SeventeenDetector::new).run((context) -> {
			context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("room 17").startSpan().end();
			context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
			assertThat(this.exporter.getFinishedSpanItems()).singleElement()
				.satisfies((span) -> assertThat(span.getName()).isEqualTo("room REDACTED"));
		});
	}

	@Test
	void usersStageReplacesOurs() {
		this.contextRunner.withBean("tracingRedactionStage", ExportStage.class, () -> (sinks) -> sinks)
			.run((context) -> {
				record(context);
				assertThat(exported()).isEqualTo("hunter2");
			});
	}

	@Test
	void spansStayAsTheyAreIfDisabled() {
		this.contextRunner.withPropertyValues("tracing.redaction.enabled=false").run((context) -> {
			record(context);
			assertThat(context).doesNotHaveBean(ExportStage.class).doesNotHaveBean(Redaction.class);
			assertThat(exported()).isEqualTo("hunter2");
		});
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Redaction.class));
	}

	@Test
	void badValueFailsTheStart() {
		this.contextRunner.withPropertyValues("tracing.redaction.detect.card=hash")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(failure) -> assertThat(failure.getName()).isEqualTo("tracing.redaction.hash-key")));
	}

	@Test
	void whatRulesDidIsMeasured() {
		this.contextRunner.run((context) -> {
			record(context);
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBeanProvider(MeterBinder.class).forEach((binder) -> binder.bindTo(registry));
			assertThat(registry.get("tracing.redaction.values").tag("rule", "secret-key").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("tracing.redaction.values").tag("rule", "card").functionCounter().count()).isZero();
			assertThat(registry.find("tracing.redaction.values").tag("rule", "email").functionCounter()).isNull();
			assertThat(registry.get("tracing.redaction.failures").tag("rule", "redaction").functionCounter().count())
				.isZero();
		});
	}

	@Test
	void needsNoMeters() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterBinder.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			record(context);
			assertThat(exported()).isEqualTo("REDACTED");
		});
	}

	@Test
	void isAbsentWithoutTheSdk() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SdkTracerProvider.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Redaction.class));
	}

	@Test
	void closingTellsWhatWasRedacted(CapturedOutput output) {
		this.contextRunner.run((context) -> context.getBean(OpenTelemetry.class)
			.getTracer("test")
			.spanBuilder("work")
			.setAttribute(PASSWORD, "hunter2")
			.startSpan()
			.end());
		assertThat(output).contains("Redacted since the start: 1 values masked by rule secret-key");
	}

	private static void record(ApplicationContext context) {
		context.getBean(OpenTelemetry.class)
			.getTracer("test")
			.spanBuilder("work")
			.setAttribute(PASSWORD, "hunter2")
			.startSpan()
			.end();
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
	}

	private String exported() {
		assertThat(this.exporter.getFinishedSpanItems()).hasSize(1);
		return this.exporter.getFinishedSpanItems().get(0).getAttributes().get(PASSWORD);
	}

	private static String password(FinishedSpan span) {
		return span.getTags().get(PASSWORD.getKey());
	}

	/**
	 * Looks for a number.
	 */
	private static final class SeventeenDetector implements SensitiveValueDetector {

		@Override
		public String name() {
			return "seventeen";
		}

		@Override
		public void detect(String key, CharSequence text, Findings findings) {
			int at = text.toString().indexOf("17");
			if (at >= 0) {
				findings.add(at, at + 2);
			}
		}

	}

}
