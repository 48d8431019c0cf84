/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.CallerHeaders;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.observation.NativeContextConfiguration;
import dev.tracing.boot.propagation.OurPropagatorsConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;
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

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Reading and writing of a trace's headers with the propagators that Spring Boot
 * configures by default, which write W3C's and read every format, with baggage. The
 * baseline is W3C's propagator alone, without baggage; between the two stand Spring
 * Boot's propagators without what we put around them. What is written is what was read
 * from the same headers.
 * <p>
 * Not measured is the server's own treatment of headers: they are in a map.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class PropagatorBenchmarks {

	private final TextMapPropagator w3c = W3CTraceContextPropagator.getInstance();

	private final Map<String, String> sent = new HashMap<>();

	@Param
	private CallerHeaders headers;

	private Map<String, String> received;

	private AnnotationConfigApplicationContext springBoots;

	private AnnotationConfigApplicationContext ours;

	private TextMapPropagator springBoot;

	private Operations operations;

	private Context context;

	/**
	 * Makes the propagators, the headers and what they say.
	 */
	@Setup
	public void start() {
		this.springBoots = SpringBootTracing.start();
		this.ours = SpringBootTracing.start(NativeContextConfiguration.class, OurPropagatorsConfiguration.class);
		this.springBoot = this.springBoots.getBean(ContextPropagators.class).getTextMapPropagator();
		this.operations = new Operations(this.ours.getBean(OpenTelemetry.class), Conventions.DEFAULT,
				ParentBased.INSTANCE, false);
		this.received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		this.received.putAll(this.headers.headers());
		this.context = extract();
	}

	/**
	 * Closes what made the propagators.
	 */
	@TearDown
	public void close() {
		this.ours.close();
		this.springBoots.close();
	}

	/**
	 * Baseline: reading of {@code traceparent} and {@code tracestate} alone.
	 * @return the caller's context
	 */
	@Benchmark
	public Context extractW3c() {
		return this.w3c.extract(Context.current(), this.received, Getter.INSTANCE);
	}

	/**
	 * Baseline: Spring Boot's propagators.
	 * @return the caller's context
	 */
	@Benchmark
	public Context extractSpringBoot() {
		return this.springBoot.extract(Context.current(), this.received, Getter.INSTANCE);
	}

	/**
	 * Reading as our servers and consumers do it.
	 * @return the caller's context
	 */
	@Benchmark
	public Context extract() {
		return this.operations.extract(this.received, Getter.INSTANCE);
	}

	/**
	 * Baseline: writing of {@code traceparent} and {@code tracestate} alone.
	 * @return the headers
	 */
	@Benchmark
	public Map<String, String> injectW3c() {
		this.w3c.inject(this.context, this.sent, PropagatorBenchmarks::set);
		return this.sent;
	}

	/**
	 * Baseline: Spring Boot's propagators, in the current context, where they look for
	 * baggage.
	 * @return the headers
	 */
	@Benchmark
	public Map<String, String> injectSpringBoot() {
		try (Scope scope = this.context.makeCurrent()) {
			this.springBoot.inject(this.context, this.sent, PropagatorBenchmarks::set);
		}
		return this.sent;
	}

	/**
	 * Writing as our clients and producers do it.
	 * @return the headers
	 */
	@Benchmark
	public Map<String, String> inject() {
		this.operations.inject(this.context, this.sent, PropagatorBenchmarks::set);
		return this.sent;
	}

	private static void set(@Nullable Map<String, String> carrier, String key, String value) {
		if (carrier != null) {
			carrier.put(key, value);
		}
	}

	private enum Getter implements TextMapGetter<Map<String, String>> {

		INSTANCE;

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
			return (carrier != null) ? carrier.get(key) : null;
		}

	}

}
