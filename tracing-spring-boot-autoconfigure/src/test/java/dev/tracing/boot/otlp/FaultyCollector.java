/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.tracing.boot.DeadPort;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;

import static org.awaitility.Awaitility.await;

/**
 * A real OTLP collector on a real port that can be ill in many ways.
 */
final class FaultyCollector implements AutoCloseable {

	private static final Duration ITS_TIME = Duration.ofMillis(60);

	private final List<String> names = new CopyOnWriteArrayList<>();

	private final List<String> tokens = new CopyOnWriteArrayList<>();

	private final List<Long> attempts = new CopyOnWriteArrayList<>();

	private final AtomicInteger largest = new AtomicInteger();

	private final AtomicInteger underWay = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "faulty-collector");
		thread.setDaemon(true);
		return thread;
	});

	private volatile Mood mood = Mood.TAKES;

	private volatile SSLContext ssl;

	private int port;

	private HttpServer server;

	// While it is down, nobody else shall come up there.
	private DeadPort reserved;

	FaultyCollector() {
		up();
	}

	FaultyCollector(SSLContext ssl) {
		this.ssl = ssl;
		up();
	}

	void up() {
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port);
			this.server = (this.ssl != null) ? https(address) : HttpServer.create(address, 0);
			this.server.setExecutor(this.threads);
			this.server.createContext("/v1/traces", this::receive);
			this.server.start();
			this.port = this.server.getAddress().getPort();
			if (this.reserved != null) {
				this.reserved.close();
				this.reserved = null;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private HttpServer https(InetSocketAddress address) throws IOException {
		HttpsServer https = HttpsServer.create(address, 0);
		https.setHttpsConfigurator(new HttpsConfigurator(this.ssl) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
				ssl.setNeedClientAuth(true);
				parameters.setSSLParameters(ssl);
			}

		});
		return https;
	}

	void down() {
		this.server.stop(0);
		this.reserved = new DeadPort(this.port);
	}

	void restart(SSLContext ssl) {
		down();
		this.ssl = ssl;
		up();
	}

	void becomes(Mood mood) {
		this.mood = mood;
	}

	String endpoint() {
		return ((this.ssl != null) ? "https" : "http") + "://localhost:" + this.port + "/v1/traces";
	}

	/**
	 * Names of the spans that were taken, as often as they were.
	 */
	List<String> names() {
		return new ArrayList<>(this.names);
	}

	/**
	 * How many spans the largest request had, once all are dealt with that have come.
	 */
	int largest() {
		await().until(() -> this.underWay.get() == 0);
		return this.largest.get();
	}

	int distinct() {
		return new HashSet<>(this.names).size();
	}

	int attempts() {
		return this.attempts.size();
	}

	/**
	 * Time between the first and the second attempt.
	 */
	Duration pause() {
		return Duration.ofNanos(this.attempts.get(1) - this.attempts.get(0));
	}

	List<String> tokens() {
		return this.tokens;
	}

	private void receive(HttpExchange exchange) throws IOException {
		this.underWay.incrementAndGet();
		try {
			read(exchange);
		}
		finally {
			this.underWay.decrementAndGet();
		}
	}

	private void read(HttpExchange exchange) throws IOException {
		this.attempts.add(System.nanoTime());
		byte[] body;
		try (InputStream stream = exchange.getRequestBody()) {
			body = stream.readAllBytes();
		}
		if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
			body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
		}
		this.tokens.add(String.valueOf(exchange.getRequestHeaders().get("Authorization")));
		answer(exchange, body);
	}

	private void answer(HttpExchange exchange, byte[] body) throws IOException {
		switch (this.mood) {
			case TAKES -> {
				take(body);
				respond(exchange, 200, new byte[0]);
			}
			case TAKES_ITS_TIME -> {
				LockSupport.parkNanos(ITS_TIME.toNanos());
				take(body);
				respond(exchange, 200, new byte[0]);
			}
			case TAKES_ALL_BUT_TWO -> {
				take(body);
				respond(exchange, 200, ExportTraceServiceResponse.newBuilder()
					.setPartialSuccess(
							ExportTracePartialSuccess.newBuilder().setRejectedSpans(2).setErrorMessage("too old"))
					.build()
					.toByteArray());
			}
			case TAKES_AND_TALKS_GARBAGE -> {
				take(body);
				respond(exchange, 200, "<html>fine</html>".getBytes());
			}
			case HANGS -> {
				awaitClose();
				exchange.close();
			}
			case DROPS -> exchange.close();
			case IS_BUSY -> {
				exchange.getResponseHeaders().add("Retry-After", "1");
				respond(exchange, 429, new byte[0]);
			}
			case IS_BUSY_ONCE -> {
				this.mood = Mood.TAKES;
				exchange.getResponseHeaders().add("Retry-After", "1");
				respond(exchange, 429, new byte[0]);
			}
			case IS_UNAVAILABLE -> respond(exchange, 503, new byte[0]);
			case DENIES -> respond(exchange, 401, new byte[0]);
			case REFUSES -> respond(exchange, 400, new byte[0]);
		}
	}

	private void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void take(byte[] body) throws IOException {
		List<String> taken = ExportTraceServiceRequest.parseFrom(body)
			.getResourceSpansList()
			.stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.map(Span::getName)
			.toList();
		this.names.addAll(taken);
		this.largest.accumulateAndGet(taken.size(), Math::max);
	}

	private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		if (body.length > 0) {
			exchange.getResponseBody().write(body);
		}
		exchange.close();
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		if (this.reserved != null) {
			this.reserved.close();
		}
		this.threads.shutdownNow();
	}

	/**
	 * How the collector answers.
	 */
	enum Mood {

		TAKES, TAKES_ITS_TIME, TAKES_ALL_BUT_TWO, TAKES_AND_TALKS_GARBAGE, HANGS, DROPS, IS_BUSY, IS_BUSY_ONCE,
		IS_UNAVAILABLE, DENIES, REFUSES

	}

}
