/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.sampling.SamplingProperties;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A trace of 10 spans with three attributes each, straight on the SDK: not recorded,
 * recorded and forgotten by the rescue, and sampled, each with the same batch processor
 * behind. Where spans are sampled the queue overflows, so most of them cost no export.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class RescueBenchmarks {

	private static final int CHILDREN = 9;

	private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

	private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	private SdkTracerProvider dropping;

	private SdkTracerProvider rescuing;

	private SdkTracerProvider sampling;

	private Tracer dropped;

	private Tracer rescued;

	private Tracer sampled;

	/**
	 * Makes the three tracers.
	 */
	@Setup
	public void start() {
		this.dropping = SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).addSpanProcessor(queue()).build();
		this.rescuing = SdkTracerProvider.builder()
			.setSampler(new RecordOnly())
			.addSpanProcessor(rescue().before(queue()))
			.build();
		this.sampling = SdkTracerProvider.builder().setSampler(Sampler.alwaysOn()).addSpanProcessor(queue()).build();
		this.dropped = this.dropping.get("benchmark");
		this.rescued = this.rescuing.get("benchmark");
		this.sampled = this.sampling.get("benchmark");
	}

	private static SpanProcessor queue() {
		return BatchSpanProcessor.builder(new DiscardingExporter()).build();
	}

	private static Rescue rescue() {
		Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
		RescueProperties properties = binder.bindOrCreate("tracing.sampling.rescue", RescueProperties.class);
		SamplingProperties sampling = binder.bindOrCreate("tracing.sampling", SamplingProperties.class);
		return new RescueAssembly(properties, System::nanoTime).rescue(sampling.load(), SlowThreshold.NONE,
				new Ledger());
	}

	/**
	 * Closes the tracers.
	 */
	@TearDown
	public void close() {
		this.dropping.close();
		this.rescuing.close();
		this.sampling.close();
	}

	/**
	 * Baseline: the trace is not recorded.
	 * @return its root
	 */
	@Benchmark
	public Span notRecorded() {
		return trace(this.dropped);
	}

	/**
	 * The trace is recorded, judged and forgotten.
	 * @return its root
	 */
	@Benchmark
	public Span recordedAndForgotten() {
		return trace(this.rescued);
	}

	/**
	 * Baseline: the trace is sampled and queued for its export.
	 * @return its root
	 */
	@Benchmark
	public Span sampledAndExported() {
		return trace(this.sampled);
	}

	/**
	 * The trace is recorded, judged and forgotten, on all processors at once.
	 * @return its root
	 */
	@Benchmark
	@Threads(Threads.MAX)
	public Span recordedAndForgottenByAll() {
		return trace(this.rescued);
	}

	/**
	 * Baseline: the trace is sampled and queued, on all processors at once.
	 * @return its root
	 */
	@Benchmark
	@Threads(Threads.MAX)
	public Span sampledAndExportedByAll() {
		return trace(this.sampled);
	}

	private static Span trace(Tracer tracer) {
		Span root = span(tracer, Context.root());
		Context context = Context.root().with(root);
		for (int i = 0; i < CHILDREN; i++) {
			span(tracer, context).end();
		}
		root.end();
		return root;
	}

	private static Span span(Tracer tracer, Context parent) {
		return tracer.spanBuilder("GET /orders/{id}")
			.setSpanKind(SpanKind.SERVER)
			.setParent(parent)
			.setAttribute(METHOD, "GET")
			.setAttribute(PATH, "/orders/4711")
			.setAttribute(STATUS, 200L)
			.startSpan();
	}

}
