/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;
import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that samples nothing, 20,000 requests of which one in a hundred fails and one
 * in a hundred is slow, and a real collector.
 */
@ExtendWith(QuietTomcat.class)
class RescuedRequestsTests {

	private static final int REQUESTS = 20_000;

	private static final int CLIENTS = 40;

	private static final long MAX_BYTES = 1024 * 1024;

	@Test
	void everyFailedAndEverySlowRequestArrivesWholeAndNothingElse() throws Exception {
		try (OtlpReceiver collector = OtlpReceiver.http();
				ConfigurableApplicationContext application = start(collector)) {
			Rescue rescue = application.getBean(Rescue.class);
			String url = "http://localhost:" + application.getEnvironment().getProperty("local.server.port");
			double largest = load(url, rescue);
			// A response leaves before its span ends.
			Awaitility.await().until(() -> rescue.traces() == 0);
			application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);

			Map<ByteString, List<Span>> traces = collector.spans()
				.stream()
				.collect(Collectors.groupingBy(Span::getTraceId));
			List<Span> roots = collector.spans().stream().filter(RescuedRequestsTests::isServer).toList();
			assertThat(paths(roots, "error")).hasSize(REQUESTS / 100)
				.allSatisfy((path) -> assertThat(path).matches("/orders/\\d*07|/orders/7"));
			assertThat(paths(roots, "slow")).containsAll(slowPaths());
			// Where the machine itself is slow, other requests may be, too.
			assertThat(roots).extracting((root) -> attribute(root, "tracing.sampling.reason"))
				.containsOnly("error", "slow");
			assertThat(roots).hasSameSizeAs(traces.keySet())
				.filteredOn((root) -> attribute(root, "tracing.sampling.reason").equals("slow"))
				.allSatisfy((root) -> assertThat(root.getEndTimeUnixNano() - root.getStartTimeUnixNano())
					.isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1)));
			assertThat(traces.values()).allSatisfy((spans) -> assertThat(spans.stream().map(Span::getName))
				.containsExactlyInAnyOrder("GET /orders/{id}", "stock.look", "shelf.find"));
			assertThat(collector.spans()).allSatisfy((span) -> {
				assertThat(span.getFlags() & 1).as("sampled").isOne();
				assertThat(span.getTraceState()).doesNotContain("th:");
			});
			assertThat(rescue.bytes()).isZero();
			assertThat(largest).isBetween(1.0, (double) MAX_BYTES);
		}
	}

	private static ConfigurableApplicationContext start(OtlpReceiver collector) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties(Excluded.brokersAndDatabases())
			.run("--server.port=0", "--server.tomcat.threads.max=" + CLIENTS, "--spring.main.banner-mode=off",
					"--tracing.export.endpoint=" + collector.endpoint(), "--tracing.export.batch.max-queue-size=10000",
					"--tracing.sampling.ratio=0.0", "--tracing.sampling.rescue.enabled=true",
					"--tracing.sampling.rescue.max-per-second=10000",
					"--tracing.sampling.rescue.max-total-per-second=10000", "--tracing.sampling.rescue.max-cpu=1.0",
					"--tracing.sampling.rescue.max-heap-after-gc=1.0",
					"--tracing.sampling.rescue.max-bytes=" + MAX_BYTES + "B");
	}

	// Returns the most memory that was seen in use.
	private static double load(String url, Rescue rescue) throws Exception {
		HttpClient client = HttpClient.newHttpClient();
		AtomicInteger next = new AtomicInteger();
		ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Callable<Double>> tasks = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				tasks.add(() -> {
					double largest = 0;
					for (int id = next.getAndIncrement(); id < REQUESTS; id = next.getAndIncrement()) {
						HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/orders/" + id))
							.timeout(Duration.ofMinutes(1))
							.build();
						int status = client.send(request, BodyHandlers.discarding()).statusCode();
						assertThat(status).isEqualTo((id % 100 == 7) ? 500 : 200);
						largest = Math.max(largest, rescue.bytes());
					}
					return largest;
				});
			}
			double largest = 0;
			for (Future<Double> done : executor.invokeAll(tasks)) {
				largest = Math.max(largest, done.get());
			}
			return largest;
		}
		finally {
			executor.shutdown();
		}
	}

	private static List<String> slowPaths() {
		return IntStream.range(0, REQUESTS / 100).mapToObj((hundred) -> "/orders/" + (100 * hundred + 42)).toList();
	}

	private static boolean isServer(Span span) {
		return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
	}

	private static List<String> paths(List<Span> roots, String reason) {
		return roots.stream()
			.filter((root) -> attribute(root, "tracing.sampling.reason").equals(reason))
			.map((root) -> attribute(root, "url.path"))
			.distinct()
			.toList();
	}

	private static String attribute(Span span, String key) {
		return OtlpReceiver.text(span.getAttributesList(), key);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class, SecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			KafkaAutoConfiguration.class })
	static class Application {

		@Bean
		Orders orders(Stock stock) {
			return new Orders(stock);
		}

		@Bean
		Stock stock(Shelf shelf) {
			return new Stock(shelf);
		}

		@Bean
		Shelf shelf() {
			return new Shelf();
		}

	}

	@RestController
	static class Orders {

		private final Stock stock;

		Orders(Stock stock) {
			this.stock = stock;
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable int id) {
			return this.stock.look(id);
		}

	}

	public static class Stock {

		private final Shelf shelf;

		Stock(Shelf shelf) {
			this.shelf = shelf;
		}

		@Traced
		public String look(int id) {
			return this.shelf.find(id);
		}

	}

	public static class Shelf {

		@Traced
		public String find(int id) {
			if (id % 100 == 7) {
				throw new IllegalStateException("No such order");
			}
			if (id % 100 == 42) {
				long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_050);
				while (System.nanoTime() < end) {
					LockSupport.parkNanos(end - System.nanoTime());
				}
			}
			return "order " + id;
		}

	}

}
