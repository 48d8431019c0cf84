/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.observation.NativeContextConfiguration;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.propagation.OurPropagatorsConfiguration;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;

/**
 * Clients whose requests are answered at once, and the span around their calls.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class TracedClients {

	final TextMapPropagator w3c = W3CTraceContextPropagator.getInstance();

	HttpClientTracing tracing;

	ClientHttpRequestInterceptor bareInterceptor;

	ClientHttpRequestInterceptor tracingInterceptor;

	RestClient plainClient;

	RestClient bareClient;

	RestClient tracedClient;

	RestClient observedClient;

	@Param({ "UNSAMPLED", "SAMPLED" })
	private Parent parent;

	private AnnotationConfigApplicationContext springBoots;

	private AnnotationConfigApplicationContext ours;

	private Scope scope;

	/**
	 * Makes the clients.
	 */
	@Setup
	public void start() {
		this.springBoots = SpringBootTracing.start();
		this.ours = SpringBootTracing.start(NativeContextConfiguration.class, OurPropagatorsConfiguration.class);
		OpenTelemetry openTelemetry = this.springBoots.getBean(OpenTelemetry.class);
		this.tracing = tracing(new Operations(this.ours.getBean(OpenTelemetry.class),
				DiscardedSpans.ownTracer(this.ours.getBean(SdkTracerProvider.class)), Conventions.DEFAULT,
				ParentBased.INSTANCE, false));
		this.bareInterceptor = new BareClientInterceptor(openTelemetry.getTracer("benchmark"),
				openTelemetry.getPropagators().getTextMapPropagator());
		this.tracingInterceptor = new TracingClientInterceptor(() -> this.tracing);
		this.plainClient = builder().build();
		this.bareClient = builder().requestInterceptor(this.bareInterceptor).build();
		this.tracedClient = new RestClientTracing(() -> this.tracing).traced(this.plainClient);
		this.observedClient = builder().observationRegistry(this.springBoots.getBean(ObservationRegistry.class))
			.build();
	}

	/**
	 * Opens the span around the calls, on the thread that makes them.
	 */
	@Setup(Level.Iteration)
	public void enter() {
		this.scope = this.parent.context(this.ours.getBean(SdkTracerProvider.class)).makeCurrent();
	}

	/**
	 * Leaves the span around the calls.
	 */
	@TearDown(Level.Iteration)
	public void leave() {
		this.scope.close();
	}

	/**
	 * Closes what made the clients.
	 */
	@TearDown
	public void close() {
		this.ours.close();
		this.springBoots.close();
	}

	static ResponseEntity<Void> call(RestClient client) {
		return client.get().uri("http://orders.example/orders/{id}?page=2", "4711").retrieve().toBodilessEntity();
	}

	private static HttpClientTracing tracing(Operations operations) {
		HttpProperties properties = new Binder(List.of()).bindOrCreate("tracing.http", HttpProperties.class);
		return new HttpClientTracing(operations, new HttpClientSemantics(operations.conventions(), properties),
				Egress.OPEN);
	}

	private static RestClient.Builder builder() {
		return RestClient.builder().requestFactory(AnsweredRequest::new);
	}

}
