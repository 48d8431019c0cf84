/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tracing.sample.Work;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A stranger on the network, who takes part in no trace: he stands for the company that
 * moves the money.
 */
class PaymentProvider implements AutoCloseable {

	private static final int SLOWNESS = 5;

	private final ExecutorService executor = Executors
		.newCachedThreadPool(new CustomizableThreadFactory("payment-provider-"));

	private final HttpServer server;

	PaymentProvider(Duration latency) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/charges", (exchange) -> charge(exchange, latency, 204));
		this.server.createContext("/charges/slow", (exchange) -> charge(exchange, latency.multipliedBy(SLOWNESS), 204));
		this.server.createContext("/charges/fail", (exchange) -> charge(exchange, latency, 503));
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	private static void charge(HttpExchange exchange, Duration latency, int status) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			Work.take(latency);
			exchange.sendResponseHeaders(status, -1);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
