/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tracing.boot.Excluded;
import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.ExportLogs;
import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector on a real port that takes its time for every answer.
 */
@Timeout(120)
class SlowCollectorTests {

	private final Semaphore answers = new Semaphore(0);

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private HttpServer collector;

	@BeforeEach
	void start() {
		try {
			this.collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.collector.setExecutor(this.threads);
		this.collector.createContext("/v1/traces", this::receive);
		this.collector.start();
	}

	@AfterEach
	void stop() {
		this.answers.release(1000);
		this.collector.stop(0);
		this.threads.shutdown();
	}

	@Test
	void exportsAreUnderWayAtTheSameTimeButNoMoreThanAllowed() {
		ExportLog log;
		try (ConfigurableApplicationContext context = run("--tracing.export.concurrency=3")) {
			log = context.getBean(ExportLogs.class).all().get(0);
			end(context, 10);
			await().until(() -> this.waiting.get() == 3);
			assertThat(log.inFlight()).isEqualTo(3);
			assertThat(log.queueSize()).isEqualTo(7);
			this.answers.release(1);
			await().until(() -> log.ledger().exported() == 1 && this.waiting.get() == 3);
			this.answers.release(9);
			await().until(() -> log.ledger().exported() == 10);
		}
		assertThat(this.most).hasValue(3);
	}

	@Test
	void oneMoreThanTheQueueHoldsIsLostAndNothingElse() {
		try (ConfigurableApplicationContext context = run("--tracing.export.concurrency=1",
				"--tracing.export.batch.max-queue-size=5")) {
			ExportLog log = context.getBean(ExportLogs.class).all().get(0);
			end(context, 1);
			await().until(() -> this.waiting.get() == 1);
			end(context, 6);
			assertThat(log.ledger().lost(Loss.QUEUE_FULL)).isOne();
			this.answers.release(6);
			await().until(() -> log.ledger().exported() == 6);
		}
	}

	@Test
	void queueThatFillsUpLowersTheRatioUntilItHasRoomAgain() {
		try (ConfigurableApplicationContext context = run("--tracing.export.concurrency=1",
				"--tracing.export.batch.max-queue-size=10", "--tracing.sampling.load.max-queue=0.5",
				"--tracing.sampling.load.interval=10ms", "--tracing.sampling.load.recovery=10ms")) {
			assertThat(end(context, 1)).as("before anybody has looked").isOne();
			await().until(() -> end(context, 30) < 5);
			assertThat(context.getBean(ExportLogs.class).fill()).isGreaterThan(0.5);
			this.answers.release(1_000_000);
			// Few at a time, which find the queue nearly empty.
			AtomicInteger calm = new AtomicInteger();
			await().until(() -> calm.updateAndGet((polls) -> (end(context, 4) == 4) ? polls + 1 : 0) == 5);
		}
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			this.most.accumulateAndGet(this.waiting.incrementAndGet(), Math::max);
			this.answers.acquireUninterruptibly();
			this.waiting.decrementAndGet();
			exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private ConfigurableApplicationContext run(String... args) {
		return new SpringApplicationBuilder(EmptyApplication.class).web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.properties("tracing.sampling.ratio=1.0",
					"tracing.export.endpoint=http://localhost:" + this.collector.getAddress().getPort(),
					"tracing.export.timeout=60s", "tracing.export.batch.max-batch-size=1")
			.run(args);
	}

	// How many of them were sampled.
	private static int end(ConfigurableApplicationContext context, int spans) {
		Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
		int sampled = 0;
		for (int i = 0; i < spans; i++) {
			Span span = tracer.spanBuilder("work").startSpan();
			span.end();
			sampled += span.getSpanContext().isSampled() ? 1 : 0;
		}
		return sampled;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
