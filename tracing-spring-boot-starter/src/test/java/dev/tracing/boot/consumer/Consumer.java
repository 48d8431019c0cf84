/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.consumer;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What every consumer must see, however it is packaged. The projects under {@code src/it}
 * call this after their build.
 */
public final class Consumer {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

	private final Path archive;

	/**
	 * Creates a consumer.
	 * @param project directory of the project
	 * @param archive name of the archive under {@code target}
	 */
	public Consumer(File project, String archive) {
		this.archive = project.toPath().resolve("target").resolve(archive);
	}

	/**
	 * Shows that a call is traced: its spans are a tree on the console, its log line
	 * carries the trace id of the caller, and the collector receives the spans.
	 * @param options more options
	 * @throws Exception if the application does not start or answer
	 */
	public void traces(String... options) throws Exception {
		try (Collector collector = Collector.start();
				RunningApplication application = start("traces", collector, options)) {
			HttpResponse<String> response = greet(application);
			application.awaitOutput("greeting.say");
			assertThat(application.output().lines().filter((line) -> line.contains("Greeting Ada")))
				.as("the line that the application has logged")
				.singleElement()
				.asString()
				.contains(TRACE_ID);
			assertThat(response.headers().map()).doesNotContainKey("traceresponse");
			await().atMost(20, TimeUnit.SECONDS)
				.untilAsserted(() -> assertThat(collector.received()).contains("greeting.say", "greeting-service",
						bytes(TRACE_ID)));
		}
	}

	/**
	 * Shows that properties alone change names, headers, logs and the console.
	 * @throws Exception if the application does not start or answer
	 */
	public void reachesFeaturesByProperty() throws Exception {
		try (Collector collector = Collector.start();
				RunningApplication application = start("features", collector, "--tracing.naming=component",
						"--tracing.semconv=legacy", "--tracing.http.server.response-header=X-Trace-Id",
						"--tracing.http.server.captured-request-headers=traceparent", "--tracing.logging.keys=otel",
						"--logging.structured.format.console=logstash", "--tracing.console=json",
						"--tracing.export.compression=gzip", "--tracing.export.headers.x-tenant=shop")) {
			HttpResponse<String> response = greet(application);
			assertThat(response.headers().firstValue("X-Trace-Id")).contains(TRACE_ID);
			assertThat(application.output()).contains("\"trace_id\":\"" + TRACE_ID + "\"")
				.doesNotContain("\"traceId\":");
			application.awaitOutput("http.request");
			await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
				assertThat(collector.received())
					.contains("greeting.say", "http.request", "http.method", "http.request.header.traceparent")
					.doesNotContain("http.request.method");
				assertThat(collector.headers("x-tenant")).containsOnly("shop");
			});
		}
	}

	/**
	 * Shows that properties alone change sampling, propagation and limits.
	 * @throws Exception if the application does not start or answer
	 */
	public void followsItsSetup() throws Exception {
		try (Collector collector = Collector.start();
				RunningApplication application = start("setup", collector, "--tracing.sampling.strategy=always-on",
						"--tracing.propagation.type=b3", "--tracing.limits.max-attributes=3")) {
			greet(application);
			application.awaitOutput("raise tracing.limits.max-attributes");
			assertThat(application.output()).contains("sampler AlwaysOnSampler", "propagation [b3");
			await().atMost(20, TimeUnit.SECONDS)
				.untilAsserted(() -> assertThat(collector.received()).contains("greeting.say"));
			assertThat(collector.received()).as("traces after a caller whose format is not read")
				.doesNotContain(bytes(TRACE_ID));
		}
		try (Collector collector = Collector.start()) {
			try (RunningApplication application = start("unsampled", collector,
					"--tracing.sampling.strategy=always-off")) {
				greet(application);
			}
			// The application has ended, and its end would have sent what was left.
			assertThat(collector.received()).isEmpty();
		}
	}

	/**
	 * Shows that each feature can be switched off by its property.
	 * @throws Exception if the application does not start or answer
	 */
	public void switchesFeaturesOff() throws Exception {
		try (Collector collector = Collector.start();
				RunningApplication application = start("off", collector, "--tracing.annotation.enabled=false",
						"--tracing.console=off")) {
			greet(application);
			await().atMost(20, TimeUnit.SECONDS)
				.untilAsserted(() -> assertThat(collector.received()).contains("/greetings/{name}"));
			assertThat(collector.received()).doesNotContain("greeting.say");
		}
		try (Collector collector = Collector.start()) {
			try (RunningApplication application = start("excluded", collector,
					"--tracing.http.server.exclude=/greetings/**")) {
				greet(application);
			}
			// The application has ended, and its end would have sent what was left.
			assertThat(collector.received()).isEmpty();
		}
	}

	/**
	 * Shows that with {@code tracing.enabled=false} the application works and nothing is
	 * traced.
	 * @throws Exception if the application does not start or answer
	 */
	public void tracesNothingIfDisabled() throws Exception {
		try (Collector collector = Collector.start()) {
			String output;
			try (RunningApplication application = start("disabled", collector, "--tracing.enabled=false")) {
				greet(application);
				output = application.output();
			}
			// The application has ended, and its end would have sent what was left.
			assertThat(collector.received()).isEmpty();
			assertThat(output).doesNotContain("greeting.say");
		}
	}

	private RunningApplication start(String name, Collector collector, String... options) throws IOException {
		Stream<String> always = Stream.of("--spring.profiles.active=local",
				"--tracing.export.endpoint=" + collector.endpoint(), "--tracing.export.batch.schedule-delay=100ms");
		return RunningApplication.start(this.archive, name,
				Stream.concat(always, Stream.of(options)).toArray(String[]::new));
	}

	private static HttpResponse<String> greet(RunningApplication application) throws Exception {
		HttpResponse<String> response = application.get("/greetings/Ada", "traceparent", TRACEPARENT);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("Hello, Ada!");
		return response;
	}

	private static String bytes(String hex) {
		return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
	}

}
