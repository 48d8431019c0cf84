/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;

class TracedDeferredResultTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, AopAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, TracingAutoConfiguration.class,
				SamplingAutoConfiguration.class, AnnotationAutoConfiguration.class))
		.withPropertyValues("management.tracing.sampling.probability=1.0", "server.port=0")
		.withBean(RecordedSpans.class)
		.withBean(Work.class)
		.withBean(OrderController.class);

	@Test
	void spanEndsWithTheResult() {
		get("/later", (spans) -> assertThat(spans.take().getAttributes().get(AttributeKey.stringKey("value")))
			.isEqualTo("done"));
	}

	@Test
	void resultThatIsThereAlreadyEndsTheSpanWithTheCall() {
		get("/now", (spans) -> assertThat(spans.take().getAttributes().get(AttributeKey.stringKey("value")))
			.isEqualTo("done"));
	}

	@Test
	void errorAndTimeoutFailTheSpan() {
		get("/failing", (spans) -> assertThat(spans.take().getStatus().getDescription()).isEqualTo("no stock"));
		get("/timeout", (spans) -> {
			SpanData span = spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
				.endsWith("AsyncRequestTimeoutException");
		});
	}

	@Test
	void resultThatIsNotReturnedDoesNotKeepTheSpanOpen() {
		get("/dropped", (spans) -> spans.take());
	}

	private void get(String path, Consumer<RecordedSpans> test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			int port = ((AnnotationConfigServletWebServerApplicationContext) context.getSourceApplicationContext())
				.getWebServer()
				.getPort();
			HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
						HttpResponse.BodyHandlers.ofString());
			RecordedSpans spans = context.getBean(RecordedSpans.class);
			test.accept(spans);
			spans.assertNoMore();
		});
	}

	static class Work {

		@Traced
		DeferredResult<String> start() {
			return new DeferredResult<>();
		}

	}

	@RestController
	static class OrderController {

		private final Work work;

		OrderController(Work work) {
			this.work = work;
		}

		@GetMapping("/later")
		@Traced(attributes = @SpanAttribute(value = "value", expression = "#result"))
		DeferredResult<String> later() {
			DeferredResult<String> result = new DeferredResult<>();
			new Thread(() -> result.setResult("done")).start();
			return result;
		}

		@GetMapping("/now")
		@Traced(attributes = @SpanAttribute(value = "value", expression = "#result"))
		DeferredResult<String> now() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setResult("done");
			return result;
		}

		@GetMapping("/failing")
		@Traced
		DeferredResult<String> failing() {
			DeferredResult<String> result = new DeferredResult<>();
			new Thread(() -> result.setErrorResult(new IllegalStateException("no stock"))).start();
			return result;
		}

		@GetMapping("/timeout")
		@Traced
		DeferredResult<String> timeout() {
			return new DeferredResult<>(10L);
		}

		@GetMapping("/dropped")
		String dropped() {
			this.work.start();
			return "done";
		}

	}

}
