/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.TimeUnit;

import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Makes traces of ten spans with three attributes each.
 */
final class TracesOfTen {

	/**
	 * How many are made at a time: as many spans as fit into a batch.
	 */
	static final int COUNT = 50;

	private static final int CHILDREN = 9;

	private static final int SPANS = COUNT * (CHILDREN + 1);

	private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

	private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	private final CountingExporter exporter = new CountingExporter();

	private long made;

	private final SpanProcessor processor;

	private final Tracer tracer;

	/**
	 * Creates a maker of traces.
	 * @param sampler what decides on their spans
	 * @param rescue what decides once more; null for nothing
	 */
	TracesOfTen(Sampler sampler, @Nullable Rescue rescue) {
		SpanProcessor queue = BatchSpanProcessor.builder(this.exporter).setMaxExportBatchSize(SPANS).build();
		this.processor = (rescue != null) ? rescue.before(queue) : queue;
		this.tracer = new RecordingTracer(Operations.SCOPE_NAME, sampler, this.processor, SpanLimits.getDefault(),
				Resource.getDefault(), () -> false);
	}

	/**
	 * Makes some.
	 * @return the root of the last one
	 */
	Span make() {
		Span last = trace();
		for (int i = 1; i < COUNT; i++) {
			last = trace();
		}
		return last;
	}

	/**
	 * Makes some and waits until they are exported, on one thread at a time.
	 * @return how many spans were exported so far
	 */
	long export() {
		make();
		this.made += SPANS;
		long start = System.nanoTime();
		while (this.exporter.count() < this.made) {
			if (System.nanoTime() - start > MAX_WAIT_NANOS) {
				throw new IllegalStateException("Only " + this.exporter + " of " + this.made + " spans came");
			}
			Thread.onSpinWait();
		}
		return this.made;
	}

	void close() {
		this.processor.shutdown().join(10, TimeUnit.SECONDS);
	}

	private Span trace() {
		Span root = span(Context.root());
		Context context = Context.root().with(root);
		for (int i = 0; i < CHILDREN; i++) {
			span(context).end();
		}
		root.end();
		return root;
	}

	private Span span(Context parent) {
		return this.tracer.spanBuilder("GET /orders/{id}")
			.setSpanKind(SpanKind.SERVER)
			.setParent(parent)
			.setAttribute(METHOD, "GET")
			.setAttribute(PATH, "/orders/4711")
			.setAttribute(STATUS, 200L)
			.startSpan();
	}

}
