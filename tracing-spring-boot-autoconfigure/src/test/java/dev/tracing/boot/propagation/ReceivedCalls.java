/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A server that is called, and knows what headers it was sent.
 */
final class ReceivedCalls implements AutoCloseable {

	private final BlockingQueue<Headers> received = new LinkedBlockingQueue<>();

	private final HttpServer server;

	private final @Nullable String location;

	ReceivedCalls() {
		this(null);
	}

	/**
	 * Starts a server.
	 * @param location where it redirects all calls; null for nowhere
	 */
	ReceivedCalls(@Nullable String location) {
		this.location = location;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * The same server by its address.
	 */
	String addressUrl() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * Takes the headers of all calls so far.
	 */
	List<Headers> take() {
		List<Headers> calls = new ArrayList<>();
		this.received.drainTo(calls);
		return calls;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.received.add(exchange.getRequestHeaders());
			if (this.location != null) {
				exchange.getResponseHeaders().set("Location", this.location);
			}
			exchange.sendResponseHeaders((this.location != null) ? 302 : 200, -1);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
