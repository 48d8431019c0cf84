/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/**
 * Which spans went where, by name, also those that no exporter sees.
 */
class LastMinutesTests {

	private final AtomicInteger status = new AtomicInteger(200);

	private HttpServer collector;

	@BeforeEach
	void startCollector() throws IOException {
		this.collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.collector.createContext("/", this::answer);
		this.collector.start();
	}

	@AfterEach
	void stopCollector() {
		this.collector.stop(0);
	}

	@Test
	void spansOnDiskAreNamedAndAgainWhenTheyArrive(@TempDir Path spool) {
		this.status.set(503);
		try (OperatedApplication application = withSpool(spool)) {
			application.get("/hello");
			awaitFates(application, "{\"name\":\"greeting.make\",\"spooled\":1}");
			this.status.set(200);
			awaitFates(application, "{\"name\":\"greeting.make\",\"exported\":1,\"spooled\":1}");
		}
	}

	@Test
	void spansThatAreLostOnDiskAreNamed(@TempDir Path spool) {
		this.status.set(503);
		try (OperatedApplication application = withSpool(spool)) {
			application.get("/hello");
			awaitFates(application, "{\"name\":\"greeting.make\",\"spooled\":1}");
			this.status.set(400);
			awaitFates(application, "{\"name\":\"greeting.make\",\"spooled\":1,\"lost-on-disk\":1}");
		}
	}

	@Test
	void spansForWhichTheRescueHasNoRoomAreNamed() {
		try (OperatedApplication application = new OperatedApplication(endpoint(), "--tracing.sampling.ratio=0.0",
				"--tracing.sampling.rescue.enabled=true", "--tracing.sampling.rescue.max-bytes=1B")) {
			application.get("/fail");
			awaitFates(application, "{\"name\":\"greeting.make\",\"evicted\":1}");
		}
	}

	@Test
	void spansThatAreFilteredOutAreNamed() {
		try (OperatedApplication application = new OperatedApplication(endpoint(), "--filtered-span=greeting.make")) {
			application.get("/hello");
			awaitFates(application, "{\"name\":\"greeting.make\",\"filtered\":1}");
			awaitFates(application, "{\"name\":\"GET /hello\",\"exported\":1}");
		}
	}

	private OperatedApplication withSpool(Path directory) {
		return new OperatedApplication(endpoint(), "--tracing.export.spool.enabled=true",
				"--tracing.export.spool.directory=" + directory, "--tracing.export.retry.initial-backoff=10ms",
				"--tracing.export.retry.max-backoff=20ms", "--tracing.export.circuit.probe-interval=50ms");
	}

	private String endpoint() {
		return "--tracing.export.endpoint=http://localhost:" + this.collector.getAddress().getPort() + "/v1/traces";
	}

	private static void awaitFates(OperatedApplication application, String expected) {
		await().until(() -> application.get("/actuator/tracing/missing-spans").body().contains(expected));
	}

	private void answer(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.sendResponseHeaders(this.status.get(), -1);
		exchange.close();
	}

}
