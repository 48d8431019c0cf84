/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Answers of a real Tomcat that look well and are not, and that take long and are well.
 */
@ExtendWith(QuietTomcat.class)
class RescuedAnswersTests {

	private static final ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
		.web(WebApplicationType.SERVLET)
		.properties(Excluded.brokersAndDatabases())
		.run("--server.port=0", "--tracing.sampling.ratio=0.0", "--tracing.sampling.rescue.enabled=true",
				"--tracing.sampling.rescue.max-cpu=1.0", "--tracing.sampling.rescue.max-heap-after-gc=1.0",
				"--tracing.sampling.rescue.slower-than=300ms", "--tracing.sampling.rescue.across-services=true",
				"--tracing.sampling.rescue.never-slow=/polls/**");

	private static final CountDownLatch delivered = new CountDownLatch(1);

	@AfterAll
	static void close() {
		application.close();
	}

	@Test
	void exceptionThatWasCaughtRescuesAnAnswerThatIsFine() throws Exception {
		List<SpanData> spans = get("/caught");
		assertThat(spans).extracting(SpanData::getName).containsExactlyInAnyOrder("GET /caught", "stock.order");
		assertThat(spans).allSatisfy((span) -> assertThat(reason(span)).isEqualTo("error"));
		assertThat(spans).filteredOn((span) -> span.getKind() == SpanKind.SERVER)
			.singleElement()
			.satisfies((span) -> assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
				.isEqualTo(200));
	}

	@Test
	void rescuedSpanHasItsAttributes() throws Exception {
		assertThat(get("/caught")).filteredOn((span) -> span.getName().equals("stock.order"))
			.singleElement()
			.satisfies((span) -> assertThat(span.getAttributes().asMap())
				.containsEntry(AttributeKey.longKey("stock.items"), 3L)
				.containsEntry(AttributeKey.stringKey("stock.answer"), "data of yesterday"));
	}

	@Test
	void taskThatOutlivesItsRequestIsRescuedWithIt() throws Exception {
		assertThat(get("/ordered")).extracting(SpanData::getName)
			.as("when the request has ended")
			.containsExactlyInAnyOrder("GET /ordered", "stock.order");
		delivered.countDown();
		InMemorySpanExporter exporter = application.getBean(InMemorySpanExporter.class);
		await().until(() -> {
			application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
			return exporter.getFinishedSpanItems().size() == 3;
		});
		assertThat(exporter.getFinishedSpanItems()).allSatisfy((span) -> {
			assertThat(reason(span)).isEqualTo("error");
			assertThat(span.getTraceId()).isEqualTo(exporter.getFinishedSpanItems().get(0).getTraceId());
		}).extracting(SpanData::getName).contains("stock.deliver");
	}

	@Test
	void streamOfEventsIsNotSlow() throws Exception {
		assertThat(get("/events")).isEmpty();
	}

	@Test
	void streamWhoseFirstEventTakesLongIsNotSlow() throws Exception {
		assertThat(get("/late")).isEmpty();
	}

	@Test
	void streamOfLinesIsNotSlow() throws Exception {
		assertThat(get("/lines")).isEmpty();
	}

	@Test
	void longPollIsNotSlowWhereItIsNamed() throws Exception {
		assertThat(get("/polls/1")).isEmpty();
		assertThat(get("/answers/1")).singleElement().satisfies((span) -> assertThat(reason(span)).isEqualTo("slow"));
	}

	@Test
	void whatIsNoStreamIsSlow() throws Exception {
		assertThat(get("/text")).singleElement().satisfies((span) -> assertThat(reason(span)).isEqualTo("slow"));
	}

	private static String reason(SpanData span) {
		return span.getAttributes().get(AttributeKey.stringKey("tracing.sampling.reason"));
	}

	// What of it is exported.
	private static List<SpanData> get(String path) throws Exception {
		InMemorySpanExporter exporter = application.getBean(InMemorySpanExporter.class);
		exporter.reset();
		URI uri = URI
			.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
		assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body())
			.startsWith("data");
		await().until(() -> application.getBean(Rescue.class).traces() == 0);
		application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return exporter.getFinishedSpanItems();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	static class Application {

		@Bean
		static InMemorySpanExporter exporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		Answers answers(Stock stock) {
			return new Answers(stock);
		}

		@Bean
		Stock stock() {
			return new Stock();
		}

	}

	@RestController
	static class Answers {

		private final Stock stock;

		Answers(Stock stock) {
			this.stock = stock;
		}

		@GetMapping("/caught")
		String caught() {
			return this.stock.order(3);
		}

		@GetMapping("/ordered")
		String ordered() {
			this.stock.deliver();
			return this.stock.order(3);
		}

		@GetMapping("/events")
		ResponseEntity<StreamingResponseBody> events() {
			return stream(MediaType.TEXT_EVENT_STREAM);
		}

		@GetMapping("/late")
		SseEmitter late() {
			SseEmitter emitter = new SseEmitter();
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("data at last");
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			}, CompletableFuture.delayedExecutor(350, TimeUnit.MILLISECONDS));
			return emitter;
		}

		@GetMapping("/lines")
		ResponseEntity<StreamingResponseBody> lines() {
			return stream(MediaType.APPLICATION_NDJSON);
		}

		@GetMapping({ "/polls/{id}", "/answers/{id}" })
		DeferredResult<String> poll() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setResult("data at last"),
					CompletableFuture.delayedExecutor(350, TimeUnit.MILLISECONDS));
			return result;
		}

		@GetMapping("/text")
		ResponseEntity<StreamingResponseBody> text() {
			return stream(MediaType.TEXT_PLAIN);
		}

		// Takes longer than what is slow here.
		private static ResponseEntity<StreamingResponseBody> stream(MediaType type) {
			return ResponseEntity.ok().contentType(type).body((body) -> {
				long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(350);
				while (System.nanoTime() - end < 0) {
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
					body.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
					body.flush();
				}
			});
		}

	}

	static class Stock {

		@Async
		@Traced("stock.deliver")
		void deliver() {
			try {
				assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Traced("stock.order")
		@SpanAttribute("stock.answer")
		String order(@SpanAttribute("stock.items") int items) {
			try {
				throw new IllegalStateException("nothing left");
			}
			catch (IllegalStateException ex) {
				Span.current().recordException(ex);
				return "data of yesterday";
			}
		}

	}

}
