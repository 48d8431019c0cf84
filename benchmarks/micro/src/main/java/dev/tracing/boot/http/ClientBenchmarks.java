/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.Parent;
import io.opentelemetry.context.Context;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * One request of a client, inside a sampled and an unsampled span. Three steps are
 * measured, each with its baselines: what writes the headers, the interceptor alone, and
 * a whole RestClient, which is where Spring Boot's Observations can be compared. The
 * baselines are W3C's propagator alone, no interceptor, one that makes its span by hand,
 * and a RestClient that is not traced. A RestClient that we trace has no Observation
 * beside it, as in an application without meters.
 * <p>
 * Every request is answered at once, so no network is measured, nor meters, nor the trace
 * in the log; {@link DiscardedSpans} takes what ends. {@link Parent} says what is around.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClientBenchmarks {

	private static final URI URI_OF_ORDER = URI.create("http://orders.example/orders/4711?page=2");

	/**
	 * Baseline: the headers of W3C alone.
	 * @param clients the clients
	 * @return the headers
	 */
	@Benchmark
	public HttpHeaders injectW3c(TracedClients clients) {
		HttpHeaders headers = new HttpHeaders();
		clients.w3c.inject(Context.current(), headers, HttpHeaders::set);
		return headers;
	}

	/**
	 * The headers as our clients write them, with Spring Boot's propagators.
	 * @param clients the clients
	 * @return the headers
	 */
	@Benchmark
	public HttpHeaders inject(TracedClients clients) {
		HttpHeaders headers = new HttpHeaders();
		clients.tracing.inject(Context.current(), URI_OF_ORDER, headers);
		return headers;
	}

	/**
	 * Baseline: no interceptor.
	 * @return the response
	 */
	@Benchmark
	public ClientHttpResponse noInterceptor() {
		return new AnsweredRequest(URI_OF_ORDER, HttpMethod.GET).execute();
	}

	/**
	 * Baseline: an interceptor that makes its span by hand.
	 * @param clients the clients
	 * @return the response
	 * @throws IOException what no request throws
	 */
	@Benchmark
	public ClientHttpResponse bareInterceptor(TracedClients clients) throws IOException {
		return through(clients.bareInterceptor);
	}

	/**
	 * Our interceptor.
	 * @param clients the clients
	 * @return the response
	 * @throws IOException what no request throws
	 */
	@Benchmark
	public ClientHttpResponse tracingInterceptor(TracedClients clients) throws IOException {
		return through(clients.tracingInterceptor);
	}

	/**
	 * Baseline: a RestClient that is not traced.
	 * @param clients the clients
	 * @return the response
	 */
	@Benchmark
	public ResponseEntity<Void> restClient(TracedClients clients) {
		return TracedClients.call(clients.plainClient);
	}

	/**
	 * Baseline: a RestClient whose span is made by hand.
	 * @param clients the clients
	 * @return the response
	 */
	@Benchmark
	public ResponseEntity<Void> restClientBare(TracedClients clients) {
		return TracedClients.call(clients.bareClient);
	}

	/**
	 * A RestClient that we trace.
	 * @param clients the clients
	 * @return the response
	 */
	@Benchmark
	public ResponseEntity<Void> restClientTraced(TracedClients clients) {
		return TracedClients.call(clients.tracedClient);
	}

	/**
	 * A RestClient with Spring Boot's Observations.
	 * @param clients the clients
	 * @return the response
	 */
	@Benchmark
	public ResponseEntity<Void> restClientObserved(TracedClients clients) {
		return TracedClients.call(clients.observedClient);
	}

	private static ClientHttpResponse through(ClientHttpRequestInterceptor interceptor) throws IOException {
		AnsweredRequest request = new AnsweredRequest(URI_OF_ORDER, HttpMethod.GET);
		return interceptor.intercept(request, new byte[0], (sent, body) -> request.execute());
	}

}
