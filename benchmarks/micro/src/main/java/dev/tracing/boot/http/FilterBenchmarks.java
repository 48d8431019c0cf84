/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.observation.NativeContextConfiguration;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;
import dev.tracing.boot.propagation.OurPropagatorsConfiguration;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
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

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One request through our filter, beside no filter, a filter that makes its span by hand,
 * our filter for applications that switched tracing off, and Spring's filter with Spring
 * Boot's Observations. All read the same headers with the propagators of Spring Boot. The
 * chain behind the filter only says what route has matched.
 * <p>
 * The request is Spring's mock, the same in every case; {@link DiscardedSpans} takes what
 * ends. No listener announces the request's destruction, so our span ends with the
 * filter. Not measured are the server, meters, the trace in the log, asynchronous
 * requests and error pages.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class FilterBenchmarks {

	private final FilterChain chain = (request, response) -> request
		.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/orders/{id}");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Param
	private ReceivedCall call;

	private ReceivedRequest request;

	private AnnotationConfigApplicationContext springBoots;

	private AnnotationConfigApplicationContext ours;

	private Filter bare;

	private Filter tracing;

	private Filter passThrough;

	private Filter observation;

	/**
	 * Makes the filters.
	 */
	@Setup
	public void start() {
		this.request = this.call.request();
		this.springBoots = SpringBootTracing.start();
		this.ours = SpringBootTracing.start(NativeContextConfiguration.class, OurPropagatorsConfiguration.class);
		Operations operations = new Operations(this.ours.getBean(OpenTelemetry.class),
				DiscardedSpans.ownTracer(this.ours.getBean(SdkTracerProvider.class)), Conventions.DEFAULT,
				ParentBased.INSTANCE, false);
		HttpProperties properties = new Binder(List.of()).bindOrCreate("tracing.http", HttpProperties.class);
		this.bare = new BareFilter(this.springBoots.getBean(SdkTracerProvider.class).get("benchmark"),
				this.springBoots.getBean(ContextPropagators.class).getTextMapPropagator());
		this.tracing = ServletFilters.tracing(operations, properties, new StandardEnvironment(),
				new RequestDestruction(), Ingress.OPEN, RescueSignal.NONE);
		this.passThrough = new PassThroughFilter(operations, Ingress.OPEN);
		this.observation = new ServerHttpObservationFilter(this.springBoots.getBean(ObservationRegistry.class));
	}

	/**
	 * Closes what made the filters.
	 */
	@TearDown
	public void close() {
		this.ours.close();
		this.springBoots.close();
	}

	/**
	 * Baseline: the chain without a filter.
	 * @return the request
	 * @throws Exception what no filter throws
	 */
	@Benchmark
	public ReceivedRequest noFilter() throws Exception {
		this.request.clearAttributes();
		this.chain.doFilter(this.request, this.response);
		return this.request;
	}

	/**
	 * Baseline: a span by hand.
	 * @return the request
	 * @throws Exception what no filter throws
	 */
	@Benchmark
	public ReceivedRequest bareFilter() throws Exception {
		return through(this.bare);
	}

	/**
	 * Our filter.
	 * @return the request
	 * @throws Exception what no filter throws
	 */
	@Benchmark
	public ReceivedRequest tracingFilter() throws Exception {
		return through(this.tracing);
	}

	/**
	 * Our filter with {@code tracing.enabled=false}.
	 * @return the request
	 * @throws Exception what no filter throws
	 */
	@Benchmark
	public ReceivedRequest passThroughFilter() throws Exception {
		return through(this.passThrough);
	}

	/**
	 * Spring's filter.
	 * @return the request
	 * @throws Exception what no filter throws
	 */
	@Benchmark
	public ReceivedRequest observationFilter() throws Exception {
		return through(this.observation);
	}

	private ReceivedRequest through(Filter filter) throws IOException, ServletException {
		this.request.clearAttributes();
		filter.doFilter(this.request, this.response, this.chain);
		return this.request;
	}

}
