/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.observation.NativeContextConfiguration;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.propagation.OurPropagatorsConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The headers of a Kafka record as carrier of a trace, good and hostile ones, beside a
 * carrier that trusts every record. One value is read, all values of one name, a whole
 * context with the propagators of Spring Boot, and a context is written into a record
 * that was received and is sent on, from which our carrier first takes the old trace.
 * <p>
 * Both carriers get the same propagators. Making the record that is written into is part
 * of both. Not measured is Kafka's own client.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class HeaderCarrierBenchmarks {

	private static final String BAGGAGE = "baggage";

	@Param
	private ReceivedHeaders received;

	private RecordHeaders headers;

	private AnnotationConfigApplicationContext ours;

	private Operations operations;

	private Context context;

	/**
	 * Makes the headers and the propagators.
	 */
	@Setup
	public void start() {
		this.headers = this.received.headers();
		this.ours = SpringBootTracing.start(NativeContextConfiguration.class, OurPropagatorsConfiguration.class);
		this.operations = new Operations(this.ours.getBean(OpenTelemetry.class), Conventions.DEFAULT,
				ParentBased.INSTANCE, false);
		this.context = Parent.SAMPLED.context(this.ours.getBean(SdkTracerProvider.class));
	}

	/**
	 * Closes what made the propagators.
	 */
	@TearDown
	public void close() {
		this.ours.close();
	}

	/**
	 * Baseline: one value without a question.
	 * @return the value
	 */
	@Benchmark
	public @Nullable String plainGet() {
		return PlainCarrier.INSTANCE.get(this.headers, BAGGAGE);
	}

	/**
	 * One value.
	 * @return the value
	 */
	@Benchmark
	public @Nullable String get() {
		return HeaderCarrier.INSTANCE.get(this.headers, BAGGAGE);
	}

	/**
	 * Baseline: all values without a question.
	 * @return the values
	 */
	@Benchmark
	public Iterator<String> plainGetAll() {
		return PlainCarrier.INSTANCE.getAll(this.headers, BAGGAGE);
	}

	/**
	 * All values.
	 * @return the values
	 */
	@Benchmark
	public Iterator<String> getAll() {
		return HeaderCarrier.INSTANCE.getAll(this.headers, BAGGAGE);
	}

	/**
	 * Baseline: the sender's context without a question.
	 * @return the context
	 */
	@Benchmark
	public Context plainExtract() {
		return this.operations.extract(this.headers, PlainCarrier.INSTANCE);
	}

	/**
	 * The sender's context.
	 * @return the context
	 */
	@Benchmark
	public Context extract() {
		return this.operations.extract(this.headers, HeaderCarrier.INSTANCE);
	}

	/**
	 * Baseline: writing over what is there.
	 * @return the headers
	 */
	@Benchmark
	public Headers plainInject() {
		Headers sent = forwarded().headers();
		this.operations.inject(this.context, sent, PlainCarrier.INSTANCE);
		return sent;
	}

	/**
	 * Writing in place of what was there.
	 * @return the headers
	 */
	@Benchmark
	public Headers inject() {
		Headers sent = HeaderCarrier.withoutTrace(forwarded()).headers();
		this.operations.inject(this.context, sent, HeaderCarrier.INSTANCE);
		return sent;
	}

	private ProducerRecord<String, String> forwarded() {
		return new ProducerRecord<>("orders", null, null, "4711", "paid", this.headers);
	}

}
