/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.List;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.boot.ledger.Ledger;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

/**
 * The ways from a span's end to its exporter, and the exporters alone.
 */
@State(Scope.Thread)
public class Chains {

	private final OpenTelemetryTracingProperties properties = new OpenTelemetryTracingProperties();

	final List<SpanData> batch = EndedSpans.batch();

	final SentSpans sent = new SentSpans();

	final SpanExporter springBootExporter = springBoot(this.sent);

	final SpanExporter ourExporter = new WatchedSpanExporter(SpanExporter.composite(List.of(this.sent)), limits());

	SdkTracerProvider discarding;

	Chain batching;

	Chain springBoot;

	Chain ours;

	/**
	 * Makes the chains, each with an exporter of its own.
	 */
	@Setup
	public void start() {
		this.discarding = DiscardedSpans.provider();
		SentSpans sent = new SentSpans();
		this.batching = new Chain(sent, BatchSpanProcessor.builder(sent).build());
		sent = new SentSpans();
		this.springBoot = new Chain(sent, BatchSpanProcessor.builder(springBoot(sent)).build());
		sent = new SentSpans();
		this.ours = new Chain(sent, ourProcessor(sent));
	}

	/**
	 * Closes the chains.
	 */
	@TearDown
	public void close() {
		this.discarding.close();
		this.batching.close();
		this.springBoot.close();
		this.ours.close();
	}

	private static SpanExporter springBoot(SpanExporter exporter) {
		return new CompositeSpanExporter(List.of(exporter), List.of(), List.of(), List.of());
	}

	private SpanProcessor ourProcessor(SpanExporter exporter) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("exporters", SpanExporters.of(exporter));
		ExportPipeline pipeline = new ExportPipeline(true, beans.getBeanProvider(SpanExporters.class),
				beans.getBeanProvider(Destinations.class), List.of(), List.of(), List.of(), List.of(), limits());
		OpenTelemetryTracingProperties.Export export = this.properties.getExport();
		BatchSettings settings = new BatchSettings(export.getMaxQueueSize(), export.getMaxBatchSize(),
				export.getMaxBatchSize(), export.getScheduleDelay(), export.getTimeout(), 2);
		return new ExportAssembly(settings, "queue", Duration.ofSeconds(1), new Ledger()).processor(pipeline, false,
				Duration.ofSeconds(5));
	}

	private LimitWatch limits() {
		return new LimitWatch(this.properties.getLimits().getMaxAttributeValueLength(), System::nanoTime);
	}

}
