/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;

import dev.tracing.boot.SpanStage;
import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.rescue.RescueAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LedgerAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withPropertyValues("tracing.export.batch.schedule-delay=50ms")
		.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
		.withConfiguration(AutoConfigurations.of(LedgerAutoConfiguration.class, ExportAutoConfiguration.class,
				SamplingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class));

	@Test
	void everySpanIsInTheBooksAndTheyBalanceAtRest() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			Tracer tracer = tracer(context);
			Span root = tracer.spanBuilder("root").startSpan();
			Ledger ledger = context.getBean(Ledger.class);
			assertThat(ledger.balance(Account.LIVE)).isOne();
			try (Scope scope = root.makeCurrent()) {
				tracer.spanBuilder("child").startSpan().end();
			}
			root.end();
			await().untilAsserted(() -> assertThat(ledger.exported()).isEqualTo(2));
			assertThat(ledger.started()).isEqualTo(ledger.owed()).isEqualTo(2);
			for (Account account : Account.values()) {
				assertThat(ledger.balance(account)).as(account.tag()).isZero();
			}
		});
	}

	@Test
	void spansThatAreNotSampledAreCountedByReason() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rescue.enabled=false")
			.run((context) -> {
				Tracer tracer = tracer(context);
				Span root = tracer.spanBuilder("root").startSpan();
				try (Scope scope = root.makeCurrent()) {
					tracer.spanBuilder("child").startSpan().end();
					tracer.spanBuilder("child").startSpan().end();
				}
				root.end();
				MeterRegistry registry = bound(context);
				assertThat(count(registry, "spans.unsampled", "ratio")).isOne();
				assertThat(count(registry, "spans.unsampled", "parent")).isEqualTo(2);
				assertThat(registry.get("spans.started").functionCounter().count()).isEqualTo(3);
				assertThat(registry.get("spans.generated").functionCounter().count()).isZero();
			});
	}

	@Test
	void booksBalanceWhereTracesAreRescuedAndForgotten() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(RescueAutoConfiguration.class))
			.withPropertyValues("tracing.sampling.ratio=0.0", "tracing.sampling.rescue.enabled=true",
					"tracing.sampling.rescue.max-cpu=1.0", "tracing.sampling.rescue.max-heap-after-gc=1.0",
					"tracing.sampling.rescue.slower-than=1h")
			.run((context) -> {
				MeterRegistry registry = bound(context);
				trace(context, StatusCode.ERROR);
				trace(context, StatusCode.OK);
				trace(context, StatusCode.OK);
				Ledger ledger = context.getBean(Ledger.class);
				await().untilAsserted(() -> assertThat(ledger.exported()).isEqualTo(2));
				Books books = ledger.books();
				assertThat(books.started()).isEqualTo(6);
				assertThat(books.owed()).isEqualTo(2);
				assertThat(books.forgotten()).isEqualTo(4);
				for (Account account : Account.values()) {
					assertThat(books.balance(account)).as(account.tag()).isZero();
				}
				assertThat(count(registry, "spans.unsampled", "not_rescued")).isEqualTo(4);
				assertThat(count(registry, "spans.unsampled", "ratio")).isZero();
				assertThat(registry.get("spans.started").functionCounter().count()).isEqualTo(6);
				assertThat(registry.get("traces.generated").functionCounter().count()).isEqualTo(3);
				assertThat(registry.get("trace.errors").functionCounter().count()).isOne();
			});
	}

	private static void trace(ApplicationContext context, StatusCode status) {
		Span root = tracer(context).spanBuilder("root").startSpan();
		try (Scope scope = root.makeCurrent()) {
			tracer(context).spanBuilder("child").startSpan().end();
		}
		root.setStatus(status).end();
	}

	@Test
	void localRootsAndTheirFailuresAreCountedOnceMetersWantToKnow() {
		this.contextRunner.withPropertyValues("tracing.sampling.ratio=1.0").run((context) -> {
			tracer(context).spanBuilder("unseen").startSpan().end();
			MeterRegistry registry = bound(context);
			tracer(context).spanBuilder("good").startSpan().end();
			Span bad = tracer(context).spanBuilder("bad").startSpan();
			try (Scope scope = bad.makeCurrent()) {
				tracer(context).spanBuilder("child").startSpan().setStatus(StatusCode.ERROR).end();
			}
			bad.setStatus(StatusCode.ERROR).end();
			assertThat(registry.get("traces.generated").functionCounter().count()).isEqualTo(2);
			assertThat(registry.get("trace.errors").functionCounter().count()).isOne();
		});
	}

	@Test
	void metersAreThoseOfTheBestPracticesEvenBeforeTheFirstSpan() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bound(context);
			for (Loss reason : Loss.values()) {
				assertThat(count(registry, "spans.lost", reason.tag())).isZero();
			}
			assertThat(registry.get("spans.dropped").functionCounter().getId().getTags()).isEmpty();
			assertThat(registry.get("spans.generated").functionCounter().getId().getTags()).isEmpty();
			assertThat(registry.get("spans.queue.capacity").gauge().value()).isEqualTo(2048);
			assertThat(registry.get("span.export.last.success").gauge().value()).isZero();
			assertThat(registry.get("trace.exports").functionCounter().count()).isZero();
			assertThat(registry.get("span.export.duration").timer().takeSnapshot().histogramCounts()).isNotEmpty();
		});
	}

	@Test
	void defaultsAreThoseOfTheDocumentation() {
		assertThat(Binder.get(new MockEnvironment()).bindOrCreate("tracing.ledger", LedgerProperties.class))
			.isEqualTo(new LedgerProperties(Duration.ofHours(1), false, 4096));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tracing.ledger.leak-after=0s", "tracing.ledger.max-watched-spans=0",
			"tracing.ledger.max-watched-spans=2000000", "tracing.health.degraded-after=-1s" })
	void badValueFailsTheStart(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining(property.substring(0, property.indexOf('='))));
	}

	@Test
	void backsOffForTheUsersStage() {
		this.contextRunner.withBean("tracingLedgerStage", SpanStage.class, () -> (queue) -> queue)
			.run((context) -> assertThat(context).hasSingleBean(SpanStage.class));
	}

	@Test
	void needsNeitherMetersNorHealth() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.health"))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Ledger.class);
				assertThat(context.containsBean("tracingHealthIndicator")).isFalse();
			});
	}

	@Test
	void healthIndicatorCanBeTurnedOff() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(HealthIndicator.class));
		this.contextRunner.withPropertyValues("management.health.tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Ledger.class));
	}

	private static MeterRegistry bound(ApplicationContext context) {
		MeterRegistry registry = new SimpleMeterRegistry();
		context.getBeanProvider(MeterBinder.class).forEach((binder) -> binder.bindTo(registry));
		return registry;
	}

	private static double count(MeterRegistry registry, String name, String reason) {
		return registry.get(name).tag("reason", reason).functionCounter().count();
	}

	private static Tracer tracer(ApplicationContext context) {
		assertThat(context.getBean(SdkTracerProvider.class)).isNotNull();
		return context.getBean(OpenTelemetry.class).getTracer("test");
	}

}
