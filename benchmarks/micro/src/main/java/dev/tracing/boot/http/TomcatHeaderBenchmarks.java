/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.CallerHeaders;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.propagation.OurPropagatorsConfiguration;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.http.MimeHeaders;
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
 * Reading of a trace's headers from Tomcat's own buffers, with our propagators by
 * default. The baseline asks by the interface of servlets, as every filter may.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TomcatHeaderBenchmarks {

	@Param
	private CallerHeaders headers;

	private AnnotationConfigApplicationContext ours;

	private TextMapPropagator propagator;

	private HttpServletRequest request;

	private MimeHeaders received;

	private final List<byte[]> lines = new ArrayList<>();

	/**
	 * Makes the propagators and a request whose headers lie as they were received.
	 */
	@Setup
	public void start() {
		this.ours = SpringBootTracing.start(OurPropagatorsConfiguration.class);
		this.propagator = this.ours.getBean(ContextPropagators.class).getTextMapPropagator();
		org.apache.coyote.Request coyote = new org.apache.coyote.Request();
		this.received = coyote.getMimeHeaders();
		this.headers.headers().forEach((name, value) -> {
			byte[] line = (name + value).getBytes(StandardCharsets.ISO_8859_1);
			this.received.addValue(line, 0, name.length());
			this.lines.add(line);
		});
		this.request = new Request(new Connector(), coyote).getRequest();
	}

	// Tomcat keeps the strings that it once made.
	private void receive() {
		for (int i = 0; i < this.lines.size(); i++) {
			byte[] line = this.lines.get(i);
			int name = this.received.getName(i).getLength();
			this.received.getValue(i).setBytes(line, name, line.length - name);
		}
	}

	/**
	 * Closes what made the propagators.
	 */
	@TearDown
	public void close() {
		this.ours.close();
	}

	/**
	 * Baseline: Tomcat makes strings of what is asked for.
	 * @return the caller's context
	 */
	@Benchmark
	public Context extractFromServletRequest() {
		receive();
		return this.propagator.extract(Context.root(), ServletRequestView.ofHeaders(this.request, false),
				ServletHeaders.INSTANCE);
	}

	/**
	 * Reading as our filter does it.
	 * @return the caller's context
	 */
	@Benchmark
	public Context extract() {
		receive();
		return this.propagator.extract(Context.root(), ServletRequestView.ofHeaders(this.request, true),
				ServletHeaders.GETTER);
	}

}
