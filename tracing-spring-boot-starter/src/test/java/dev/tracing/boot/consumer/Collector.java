/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.consumer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An OTLP collector over HTTP that keeps what it receives. Texts stand in Protocol
 * Buffers as they are, so that finding a name needs no decoding.
 */
public final class Collector implements AutoCloseable {

	private final HttpServer server;

	private final StringBuffer received = new StringBuffer();

	private final List<Headers> headers = new CopyOnWriteArrayList<>();

	private Collector() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Starts a collector on a free port.
	 * @return the collector
	 * @throws IOException if there is no port
	 */
	public static Collector start() throws IOException {
		return new Collector();
	}

	/**
	 * Returns the address to put into {@code tracing.export.endpoint}.
	 * @return the base URL
	 */
	public String endpoint() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Returns whatever has arrived.
	 * @return the bodies of all requests, each byte as one character
	 */
	public String received() {
		return this.received.toString();
	}

	/**
	 * Returns the values of a header, one of each request.
	 * @param name the name
	 * @return the values
	 */
	public List<String> headers(String name) {
		return this.headers.stream().map((each) -> String.valueOf(each.getFirst(name))).toList();
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.headers.add(exchange.getRequestHeaders());
		boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		try (var body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
			this.received.append(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
		}
		exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
