/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.SpanStage;
import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportLogs;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ExportAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withPropertyValues("tracing.sampling.ratio=1.0", "tracing.export.batch.schedule-delay=50ms")
		.withConfiguration(AutoConfigurations.of(ExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class));

	@Test
	void withoutSinkNoThreadStarts() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(SpanProcessors.class)).isEmpty();
			assertThat(batchThreads(context)).isEmpty();
		});
	}

	@Test
	void everyExporterReceivesTheSpans() {
		InMemorySpanExporter one = InMemorySpanExporter.create();
		InMemorySpanExporter two = InMemorySpanExporter.create();
		this.contextRunner.withBean("one", InMemorySpanExporter.class, () -> one)
			.withBean("two", InMemorySpanExporter.class, () -> two)
			.run((context) -> {
				record(context, "work");
				assertThat(one.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("work");
				assertThat(two.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("work");
			});
	}

	@Test
	void usersProcessorsAreCalledBesideTheBatch() {
		RecordedSpans spans = new RecordedSpans();
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		this.contextRunner.withBean(SpanProcessor.class, () -> spans)
			.withBean(InMemorySpanExporter.class, () -> exporter)
			.run((context) -> {
				record(context, "work");
				assertThat(spans.take().getName()).isEqualTo("work");
				assertThat(exporter.getFinishedSpanItems()).hasSize(1);
			});
	}

	@Test
	void micrometersPredicatesFiltersAndReportersKeepWorking() {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		this.contextRunner.withBean(InMemorySpanExporter.class, () -> exporter)
			.withBean(SpanExportingPredicate.class, () -> (span) -> !"secret".equals(span.getName()))
			.run((context) -> {
				record(context, "secret");
				record(context, "work");
				await().untilAsserted(() -> assertThat(exporter.getFinishedSpanItems()).extracting(SpanData::getName)
					.containsExactly("work"));
			});
	}

	@Test
	void whatMicrometersPredicatesTakeOutIsCounted() {
		Ledger ledger = new Ledger();
		this.contextRunner.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
			.withBean(Ledger.class, () -> ledger)
			.withBean(SpanExportingPredicate.class, () -> (span) -> !"secret".equals(span.getName()))
			.run((context) -> {
				record(context, "secret");
				assertThat(ledger.lost(Loss.FILTERED)).isOne();
				context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("secret").startSpan().end();
				record(context, "work");
				assertThat(ledger.lost(Loss.FILTERED)).isEqualTo(2);
				assertThat(ledger.exported()).isOne();
				assertThat(ledger.balance(Account.QUEUED)).isZero();
			});
	}

	@Test
	void stagesStandBeforeTheQueue() {
		List<String> ended = new CopyOnWriteArrayList<>();
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		this.contextRunner.withBean(InMemorySpanExporter.class, () -> exporter)
			.withBean(SpanStage.class, () -> (queue) -> {
				assertThat(queue).isInstanceOf(QueuedSpanProcessor.class);
				ended.add("stage");
				return queue;
			})
			.run((context) -> {
				record(context, "work");
				assertThat(ended).containsExactly("stage");
				assertThat(exporter.getFinishedSpanItems()).hasSize(1);
			});
	}

	@Test
	void logIsThereForWhoeverWantsToKnow() {
		this.contextRunner.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create).run((context) -> {
			record(context, "work");
			assertThat(context.getBean(ExportLogs.class).all()).singleElement().satisfies((log) -> {
				assertThat(log.destination()).isEqualTo("default");
				assertThat(log.attempts()).isOne();
				assertThat(log.queueCapacity()).isEqualTo(2048);
			});
		});
		this.contextRunner.run((context) -> assertThat(context.getBean(ExportLogs.class).all()).isEmpty());
	}

	@Test
	void concurrencyBelowOneIsRefused() {
		this.contextRunner.withPropertyValues("tracing.export.concurrency=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.export.concurrency"));
	}

	@Test
	void batchFollowsTheProperties() {
		this.contextRunner.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
			.withPropertyValues("tracing.export.batch.max-queue-size=99", "tracing.export.batch.max-batch-size=9",
					"tracing.export.batch.schedule-delay=77ms", "tracing.export.batch.timeout=3s")
			.run((context) -> assertThat(context.getBean(QueuedSpanProcessor.class).toString()).contains("queueSize=99",
					"batchSize=9", "delay=PT0.077S", "timeout=PT3S", "concurrency=2"));
	}

	@Test
	void defaultsMatchSpringBootsAndTheSdks() {
		ExportProperties ours = Binder.get(new MockEnvironment())
			.bindOrCreate("tracing.export", ExportProperties.class);
		OpenTelemetryTracingProperties.Export theirs = new OpenTelemetryTracingProperties().getExport();
		assertThat(ours.batch().maxQueueSize()).isEqualTo(theirs.getMaxQueueSize());
		assertThat(ours.batch().maxBatchSize()).isEqualTo(theirs.getMaxBatchSize());
		assertThat(ours.batch().scheduleDelay()).isEqualTo(theirs.getScheduleDelay());
		assertThat(ours.batch().timeout()).isEqualTo(theirs.getTimeout());
	}

	@Test
	void backsOffForTheUsersBatchProcessor() {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		BatchSpanProcessor users = BatchSpanProcessor.builder(exporter).build();
		this.contextRunner.withBean(BatchSpanProcessor.class, () -> users)
			.withBean(InMemorySpanExporter.class, () -> exporter)
			.run((context) -> {
				assertThat(context).hasSingleBean(BatchSpanProcessor.class);
				record(context, "work");
				assertThat(exporter.getFinishedSpanItems()).hasSize(1);
				assertThat(context).doesNotHaveBean(QueuedSpanProcessor.class);
			});
	}

	@Test
	void usersBatchProcessorMayExportToWhatIsNoBean() {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		this.contextRunner.withBean(BatchSpanProcessor.class, () -> BatchSpanProcessor.builder(exporter).build())
			.run((context) -> {
				record(context, "work");
				assertThat(exporter.getFinishedSpanItems()).hasSize(1);
			});
	}

	@Test
	void backsOffForTheUsersSpanProcessors() {
		this.contextRunner.withBean(SpanProcessors.class, () -> SpanProcessors.of(List.of()))
			.run((context) -> assertThat(context).hasSingleBean(SpanProcessors.class));
	}

	@Test
	void disabledExportStartsNothing() {
		this.contextRunner.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
			.withPropertyValues("management.tracing.export.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(SpanProcessors.class)).isEmpty();
				assertThat(batchThreads(context)).isEmpty();
			});
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ExportPipeline.class));
	}

	@Test
	void needsNoOtlpExporter() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.opentelemetry.exporter"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SpanProcessors.class));
	}

	private static void record(ApplicationContext context, String name) {
		context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder(name).startSpan().end();
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
	}

	// Other contexts of this JVM may be closing still; what counts is that the bean is
	// not made.
	private static List<String> batchThreads(ApplicationContext context) {
		DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getAutowireCapableBeanFactory();
		return Stream.of(BatchSpanProcessor.class, QueuedSpanProcessor.class)
			.flatMap((type) -> Arrays.stream(beans.getBeanNamesForType(type, true, false)))
			.filter(beans::containsSingleton)
			.toList();
	}

}
