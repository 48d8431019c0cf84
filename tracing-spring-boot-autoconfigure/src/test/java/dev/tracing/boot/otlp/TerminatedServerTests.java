/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server that gets {@code SIGTERM} while clients go on calling it, until it takes no
 * more: the spans of every request that it has answered arrive, those that it answered
 * after the signal too.
 */
@Timeout(180)
class TerminatedServerTests {

	private static final int CLIENTS = 4;

	private final Set<String> answered = ConcurrentHashMap.newKeySet();

	private final HttpClient client = HttpClient.newHttpClient();

	private final AtomicInteger next = new AtomicInteger();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void spansOfEveryAnsweredRequestArrive(boolean collectorIsThere) throws Exception {
		try (FaultyCollector collector = new FaultyCollector(); OneLife first = start("first", collector)) {
			int port = port(first);
			List<Thread> clients = callOnAndOn(port);
			await().until(() -> this.answered.size() >= 200);
			if (!collectorIsThere) {
				collector.down();
			}
			await().until(() -> this.answered.size() >= 500);
			clients.add(start(() -> call(port, "/long-orders/", "last")));
			await().until(() -> first.said().contains("begun"));
			first.terminate();
			for (Thread client : clients) {
				client.join();
			}
			assertThat(this.answered).as("answered after the signal").contains("order last");
			if (collectorIsThere) {
				assertArrived(collector);
				return;
			}
			assertThat(collector.names()).doesNotContain("order last");
			collector.up();
			try (OneLife second = start("second", collector)) {
				await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertArrived(collector));
				assertThat(second.isAlive()).isTrue();
			}
		}
	}

	private void assertArrived(FaultyCollector collector) {
		List<String> names = collector.names();
		assertThat(names).containsAll(this.answered);
		assertThat(names.stream().filter("GET /orders/{id}"::equals).count())
			.isGreaterThanOrEqualTo(this.answered.size() - 1);
		assertThat(names).contains("GET /long-orders/{id}");
	}

	private OneLife start(String name, FaultyCollector collector) throws IOException {
		return new OneLife(KillableServer.class, name, collector.endpoint(), this.directory.resolve("spool"),
				List.of());
	}

	private static int port(OneLife server) {
		return await().atMost(Duration.ofSeconds(90))
			.until(() -> server.said()
				.stream()
				.filter((line) -> line.startsWith("port "))
				.mapToInt((line) -> Integer.parseInt(line.substring("port ".length())))
				.findFirst()
				.orElse(0), (port) -> port > 0);
	}

	private List<Thread> callOnAndOn(int port) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			threads.add(start(() -> {
				boolean there = true;
				while (there) {
					there = call(port, "/orders/", String.valueOf(this.next.incrementAndGet()));
				}
			}));
		}
		return threads;
	}

	private static Thread start(Runnable client) {
		Thread thread = new Thread(client, "client");
		thread.start();
		return thread;
	}

	// Returns whether the server was there.
	private boolean call(int port, String path, String id) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path + id))
			.timeout(Duration.ofSeconds(60))
			.build();
		try {
			if (this.client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
				this.answered.add("order " + id);
			}
			return true;
		}
		catch (IOException | InterruptedException ex) {
			return false;
		}
	}

}
