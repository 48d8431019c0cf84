/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.common.export.MessageWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Content of requests, of which nothing stays behind: real requests to a real server.
 */
class RequestBodyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final List<byte[]> received = new CopyOnWriteArrayList<>();

	private HttpServer server;

	private HttpTransport transport;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.received.add(exchange.getRequestBody().readAllBytes());
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.server.start();
		SenderConfig config = new SenderConfig(URI.create("http:/" + this.server.getAddress() + "/v1/traces"), null);
		this.transport = new HttpTransport(config, new HeaderSource(null, List.of()), new JdkClient(config),
				Clock.systemUTC());
	}

	@AfterEach
	void stop() {
		this.transport.close();
		this.server.stop(0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16384, 16385, 3_000_000 })
	void whatIsSentArrives(int length) {
		byte[] request = bytes(length);
		for (int i = 0; i < 3; i++) {
			assertThat(this.transport.send(request, TIMEOUT).join().verdict()).isEqualTo(Verdict.TAKEN);
		}
		assertThat(this.received).hasSize(3).allSatisfy((body) -> assertThat(body).isEqualTo(request));
	}

	@Test
	void nothingOfARequestIsKeptOnceItIsAnswered() {
		WeakReference<byte[]> sent = send(200_000);
		await().until(() -> {
			System.gc();
			return sent.get() == null;
		});
		send(1);
		assertThat(this.received).extracting((body) -> body.length).containsExactly(200_000, 1);
	}

	@Test
	void contentCanBeHadAgainUntilThereIsAnAnswer() {
		byte[] content = bytes(100);
		RequestBody body = new RequestBody(content);
		for (int connection = 0; connection < 2; connection++) {
			Reader reader = new Reader(1);
			body.subscribe(reader);
			assertThat(reader.events).containsExactly(ByteBuffer.wrap(content), "complete");
		}
		body.forget();
		Reader late = new Reader(1);
		body.subscribe(late);
		assertThat(late.events).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void whoRequestsNothingGetsNothing() {
		Reader reader = new Reader(0);
		new RequestBody(bytes(100)).subscribe(reader);
		assertThat(reader.events).singleElement().isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 31, 32, 33, 500 })
	void whoWritesARequestDoesNotKeepIt(int announced) {
		byte[] content = bytes(300);
		Writer writer = new Writer(announced, content);
		byte[] copy = RequestBytes.copy(writer);
		assertThat(copy).isEqualTo(content);
		assertThat(writer.output).hasToString("");
		assertThat(RequestBytes.copy(new Writer(content.length, content))).isEqualTo(content);
	}

	private WeakReference<byte[]> send(int length) {
		byte[] request = bytes(length);
		assertThat(this.transport.send(request, TIMEOUT).join().verdict()).isEqualTo(Verdict.TAKEN);
		return new WeakReference<>(request);
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	private static final class Writer implements MessageWriter {

		private final int announced;

		private final byte[] content;

		private OutputStream output;

		Writer(int announced, byte[] content) {
			this.announced = announced;
			this.content = content;
		}

		@Override
		public void writeMessage(OutputStream output) throws IOException {
			this.output = output;
			output.write(this.content);
		}

		@Override
		public int getContentLength() {
			return this.announced;
		}

	}

	private static final class Reader implements Flow.Subscriber<ByteBuffer> {

		private final List<Object> events = new ArrayList<>();

		private final int count;

		Reader(int count) {
			this.count = count;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(this.count);
			subscription.request(this.count);
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.events.add(buffer);
		}

		@Override
		public void onError(Throwable failure) {
			this.events.add(failure);
		}

		@Override
		public void onComplete() {
			this.events.add("complete");
		}

	}

}
