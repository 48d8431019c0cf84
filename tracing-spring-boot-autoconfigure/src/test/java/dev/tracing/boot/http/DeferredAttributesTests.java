/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.SpanStage;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that are recorded without being sampled are looked at only if they are
 * rescued.
 */
class DeferredAttributesTests {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final String[] RESCUE = { "--tracing.sampling.ratio=0.0", "--tracing.sampling.rescue.enabled=true",
			"--tracing.sampling.rescue.max-cpu=1.0", "--tracing.sampling.rescue.max-heap-after-gc=1.0" };

	private static final AtomicReference<ReadableSpan> KEPT = new AtomicReference<>();

	private static ConfigurableApplicationContext rescuing;

	@BeforeAll
	static void startTomcat() {
		rescuing = start("jetty", RESCUE);
	}

	@AfterAll
	static void stop() {
		rescuing.close();
	}

	@Test
	void rescuedRequestsSayWhatSampledOnesDo() {
		compare("jetty", rescuing);
	}

	@Test
	void rescuedRequestsSayWhatSampledOnesDoOnJetty() {
		try (ConfigurableApplicationContext jetty = start("tomcat", RESCUE)) {
			compare("tomcat", jetty);
		}
	}

	private static void compare(String otherServer, ConfigurableApplicationContext rescuing) {
		try (ConfigurableApplicationContext sampling = start(otherServer, "--tracing.sampling.ratio=1.0")) {
			for (String path : new String[] { "/fail?sig=secret&page=2", "/callable-fail", "/deferred-fail",
					"/send-error", "/forward?page=2" }) {
				Map<String, Object> rescued = attributes(request(rescuing, path));
				assertThat(rescued).as(path).isEqualTo(attributes(request(sampling, path))).hasSizeGreaterThan(10);
			}
		}
	}

	@Test
	void forgottenRequestIsNotLookedAt() {
		AtomicInteger reads = rescuing.getBean(WatchedApplication.class).reads;
		reads.set(0);
		get(rescuing, "/fine");
		assertThat(reads).hasValue(0);
		get(rescuing, "/reads");
		assertThat(reads).hasValue(1);
		request(rescuing, "/fail");
		assertThat(reads).hasValue(2);
	}

	@Test
	void applicationSeesThemInTheRequestThatItHandles() {
		assertThat(get(rescuing, "/reads").body()).isEqualTo("test");
		assertThat(get(rescuing, "/reads-elsewhere").body()).as("the request is not another thread's")
			.isEqualTo("null");
	}

	@Test
	void requestThatCannotBeReadIsAnsweredAndRescued() {
		SpanData span = request(rescuing, "/fail?hostile");
		assertThat(span.getAttributes().get(HttpAttributes.URL_PATH)).isEqualTo("/fail");
		assertThat(span.getAttributes().get(WatchedApplication.USER_AGENT)).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { KeepingProcessor.class, KeepingStage.class })
	void whoeverKeepsASpanFindsThemWheneverHeReads(Class<?> keeping) {
		try (ConfigurableApplicationContext application = application("jetty").sources(keeping).run(RESCUE)) {
			get(application, "/fine");
			get(application, "/fine");
			assertThat(KEPT.get().getAttribute(WatchedApplication.USER_AGENT)).isEqualTo("test");
		}
	}

	@Test
	void ruleOfThePathSaysWhatIsSlowAlsoIfNothingIsSampled() {
		try (ConfigurableApplicationContext application = application("jetty").run(
				"--tracing.sampling.strategy=always_off", "--tracing.sampling.rescue.enabled=true",
				"--tracing.sampling.rescue.max-cpu=1.0", "--tracing.sampling.rescue.slower-than=1h",
				"--tracing.sampling.rules[0].path=/slow", "--tracing.sampling.rules[0].slower-than=1ms",
				"--tracing.sampling.rules[0].ratio=0.0")) {
			get(application, "/fine");
			get(application, "/slow");
			assertThat(exported(application).getName()).isEqualTo("GET /slow");
		}
	}

	private static ConfigurableApplicationContext start(String otherServer, String... arguments) {
		return application(otherServer).run(arguments);
	}

	private static SpringApplicationBuilder application(String otherServer) {
		return new SpringApplicationBuilder(WatchedApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off", Excluded.springBoots("kafka", "amqp", "jms",
					"jdbc", "grpc", "transaction", "persistence", "security", otherServer));
	}

	private static SpanData request(ConfigurableApplicationContext application, String path) {
		application.getBean(InMemorySpanExporter.class).reset();
		assertThat(get(application, path).statusCode()).isGreaterThanOrEqualTo(500);
		return exported(application);
	}

	private static SpanData exported(ConfigurableApplicationContext application) {
		InMemorySpanExporter exporter = application.getBean(InMemorySpanExporter.class);
		// A response leaves before its span ends.
		Awaitility.await().untilAsserted(() -> {
			application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
			assertThat(exporter.getFinishedSpanItems()).hasSize(1);
		});
		return exporter.getFinishedSpanItems().get(0);
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) {
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		try {
			return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
				.header("User-Agent", "test")
				.build(), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, Object> attributes(SpanData span) {
		Map<String, Object> attributes = new TreeMap<>();
		span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
		attributes.keySet().removeIf((key) -> key.endsWith(".port") || key.startsWith("tracing."));
		return attributes;
	}

	@Configuration(proxyBeanMethods = false)
	static class KeepingProcessor {

		@Bean
		SpanProcessor keeping() {
			return new Keeping(SpanProcessor.composite());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class KeepingStage {

		@Bean
		@Order(0)
		SpanStage keeping() {
			return Keeping::new;
		}

	}

	private record Keeping(SpanProcessor next) implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			this.next.onStart(parentContext, span);
		}

		@Override
		public boolean isStartRequired() {
			return this.next.isStartRequired();
		}

		@Override
		public void onEnd(ReadableSpan span) {
			KEPT.set(span);
			this.next.onEnd(span);
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
