/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server on a random port that remembers what headers it was sent. {@code /status/404}
 * answers with that status, {@code /redirect} leads to {@code /status/200},
 * {@code /flaky} fails with 503 once, {@code /hang} answers when it is closed, anything
 * else answers {@code hello}.
 */
final class TestServer implements AutoCloseable {

	private static final byte[] HELLO = { 'h', 'e', 'l', 'l', 'o' };

	private final BlockingQueue<Headers> received = new LinkedBlockingQueue<>();

	private final AtomicInteger flaky = new AtomicInteger();

	private final CountDownLatch hung = new CountDownLatch(1);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final HttpServer server;

	TestServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	String url() {
		return "http://localhost:" + port();
	}

	URI uri(String path) {
		return URI.create(url() + path);
	}

	/**
	 * Takes the headers of the next request.
	 */
	Headers take() {
		try {
			Headers headers = this.received.poll(10, TimeUnit.SECONDS);
			assertThat(headers).as("a request that arrives").isNotNull();
			return headers;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.received.add(exchange.getRequestHeaders());
			exchange.getRequestBody().readAllBytes();
			String path = exchange.getRequestURI().getPath();
			if (path.startsWith("/status/")) {
				exchange.sendResponseHeaders(Integer.parseInt(path.substring(8)), -1);
			}
			else if (path.equals("/redirect")) {
				exchange.getResponseHeaders().set("Location", url() + "/status/200");
				exchange.sendResponseHeaders(302, -1);
			}
			else if (path.equals("/flaky") && this.flaky.getAndIncrement() == 0) {
				exchange.sendResponseHeaders(503, -1);
			}
			else if (path.equals("/hang")) {
				await();
			}
			else {
				exchange.getResponseHeaders().set("X-Answer", "yes");
				exchange.sendResponseHeaders(200, HELLO.length);
				exchange.getResponseBody().write(HELLO);
			}
		}
	}

	private void await() {
		try {
			this.hung.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.hung.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
