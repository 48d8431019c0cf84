/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Receives spans by OTLP over HTTP and only counts them.
 */
final class Sink implements AutoCloseable {

	private static final long PATIENCE_MILLIS = 500;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private HttpServer server;

	private final Object lock = new Object();

	private long spans;

	Sink() {
		this.server = start(0);
	}

	private HttpServer start(int port) {
		try {
			HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
			started.createContext("/", this::receive);
			started.setExecutor(this.threads);
			started.start();
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Closes the port until {@link #up()}.
	 */
	void down() {
		this.server.stop(0);
	}

	void up() {
		this.server = start(this.server.getAddress().getPort());
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Waits until spans have arrived, but not for long: a peer may have dropped some.
	 * @param atLeast how many spans are expected in all
	 * @return how many there are
	 * @throws InterruptedException if the comparison is stopped
	 */
	long waitFor(long atLeast) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
		synchronized (this.lock) {
			while (this.spans < atLeast) {
				long millis = (end - System.nanoTime()) / 1_000_000;
				if (millis <= 0) {
					break;
				}
				this.lock.wait(millis);
			}
			return this.spans;
		}
	}

	private void receive(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
		long received = OtlpSpans.count(body);
		synchronized (this.lock) {
			this.spans += received;
			this.lock.notifyAll();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
