/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.ParentBased;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Start and end of an operation, beside the same span written by hand with
 * OpenTelemetry's API and beside no span at all. Each has one attribute and becomes the
 * current context of a piece of work that only reads that context. An excluded operation
 * stands for what {@code tracing.http.server.exclude} costs.
 * <p>
 * The tracer is a real one; {@link DiscardedSpans} takes what ends. Not measured are
 * failures, which cost what their stack trace costs, and the export.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class OperationBenchmarks {

	private static final String NAME = "order.create";

	private static final AttributeKey<String> KEY = AttributeKey.stringKey("order.id");

	@Param({ "REMOTE_UNSAMPLED", "UNSAMPLED", "SAMPLED" })
	private Parent parent;

	private final String order = "4711";

	private SdkTracerProvider provider;

	private Tracer tracer;

	private Operations operations;

	private Context context;

	/**
	 * Makes the tracer and the parent.
	 */
	@Setup
	public void start() {
		this.provider = DiscardedSpans.provider();
		OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder().setTracerProvider(this.provider).build();
		this.tracer = openTelemetry.getTracer("benchmark");
		this.operations = new Operations(openTelemetry, DiscardedSpans.ownTracer(this.provider), Conventions.DEFAULT,
				ParentBased.INSTANCE, false);
		this.context = this.parent.context(this.provider);
	}

	/**
	 * Closes the tracer.
	 */
	@TearDown
	public void close() {
		this.provider.close();
	}

	/**
	 * Baseline: the work without a span.
	 * @return the context of the work
	 */
	@Benchmark
	public Context work() {
		return Context.current();
	}

	/**
	 * Baseline: the span by hand.
	 * @return the context of the work
	 */
	@Benchmark
	public Context manualSpan() {
		Span span = this.tracer.spanBuilder(NAME)
			.setSpanKind(SpanKind.INTERNAL)
			.setParent(this.context)
			.setAttribute(KEY, this.order)
			.startSpan();
		try (Scope scope = this.context.with(span).makeCurrent()) {
			return work();
		}
		catch (Throwable ex) {
			span.setStatus(StatusCode.ERROR);
			span.recordException(ex);
			throw ex;
		}
		finally {
			span.end();
		}
	}

	/**
	 * An operation.
	 * @return the context of the work
	 */
	@Benchmark
	public Context operation() {
		return in(this.operations.start(this.context, OrderSemantics.INSTANCE, this.order));
	}

	/**
	 * An operation in which nothing is recorded.
	 * @return the context of the work
	 */
	@Benchmark
	public Context excluded() {
		return in(this.operations.exclude(this.context));
	}

	private Context in(Operation operation) {
		try (Scope scope = operation.context().makeCurrent()) {
			return work();
		}
		catch (Throwable ex) {
			operation.fail(ex);
			throw ex;
		}
		finally {
			operation.end();
		}
	}

	private enum OrderSemantics implements SpanSemantics<String> {

		INSTANCE;

		@Override
		public SpanKind kind() {
			return SpanKind.INTERNAL;
		}

		@Override
		public String name(String request) {
			return NAME;
		}

		@Override
		public void onStart(SpanStart span, String request) {
			span.set(KEY, request);
		}

	}

}
