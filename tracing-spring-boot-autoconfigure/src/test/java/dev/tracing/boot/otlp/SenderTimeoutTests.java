/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import dev.tracing.boot.ledger.ExportFailure;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which timeout it was. A sender has the same time as the courier, and may be the first
 * to say that it is over.
 */
@Timeout(60)
class SenderTimeoutTests {

	private static final byte[] REQUEST = { 1 };

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofMinutes(1);

	private final List<Socket> waiting = new ArrayList<>();

	private ServerSocket collector;

	// Connections are accepted by the system, and nobody reads.
	@BeforeEach
	void start() throws IOException {
		this.collector = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void stop() throws IOException {
		for (Socket socket : this.waiting) {
			socket.close();
		}
		this.collector.close();
	}

	@Test
	void httpAnswerThatDoesNotComeIsATimeout() throws Exception {
		assertThat(http(LONG, SHORT).get()).isEqualTo(ExportFailure.TIMEOUT);
	}

	@Test
	void grpcAnswerThatDoesNotComeIsATimeout() throws Exception {
		assertThat(grpc(LONG, SHORT).get()).isEqualTo(ExportFailure.TIMEOUT);
	}

	@Test
	void httpConnectionThatIsNotAcceptedIsNone() throws Exception {
		acceptNoMore();
		assertThat(http(SHORT, LONG).get()).isEqualTo(ExportFailure.CONNECTION);
	}

	@Test
	void grpcConnectionThatIsNotAcceptedIsNone() throws Exception {
		acceptNoMore();
		assertThat(grpc(SHORT, LONG).get()).isEqualTo(ExportFailure.CONNECTION);
	}

	private CompletableFuture<ExportFailure> http(Duration connectTimeout, Duration timeout) {
		SenderConfig config = new SenderConfig(URI.create(url() + "/v1/traces"), null, connectTimeout);
		HttpTransport transport = new HttpTransport(config, new HeaderSource(null, List.of()), new JdkClient(config),
				Clock.systemUTC());
		return failure(transport, timeout);
	}

	private CompletableFuture<ExportFailure> grpc(Duration connectTimeout, Duration timeout) {
		Senders senders = new Senders();
		OtlpGrpcSpanExporter.builder()
			.setEndpoint(url())
			.setConnectTimeout(connectTimeout)
			.setTimeout(timeout)
			.setRetryPolicy(null)
			.setComponentLoader(senders)
			.build();
		return failure(new GrpcTransport((tls) -> senders.created.get()), LONG);
	}

	private static CompletableFuture<ExportFailure> failure(Transport<?> transport, Duration timeout) {
		return transport.send(REQUEST, timeout)
			.handle(Failures::of)
			.whenComplete((failure, error) -> transport.close());
	}

	private String url() {
		return "http://localhost:" + this.collector.getLocalPort();
	}

	// The system's queue of connections is short: who comes when it is full waits.
	private void acceptNoMore() throws IOException {
		while (this.waiting.size() < 100) {
			Socket socket = new Socket();
			this.waiting.add(socket);
			try {
				socket.connect(this.collector.getLocalSocketAddress(), 200);
			}
			catch (SocketTimeoutException ex) {
				return;
			}
		}
		throw new IllegalStateException("The system's queue of connections has no end");
	}

	/**
	 * Keeps the sender that OpenTelemetry makes.
	 */
	private static final class Senders implements ComponentLoader {

		private final AtomicReference<GrpcSender> created = new AtomicReference<>();

		@Override
		public <T> Iterable<T> load(Class<T> type) {
			return (type == GrpcSenderProvider.class) ? List.of(type.cast((GrpcSenderProvider) this::create))
					: ServiceLoader.load(type);
		}

		private GrpcSender create(GrpcSenderConfig config) {
			GrpcSender sender = ServiceLoader.load(GrpcSenderProvider.class)
				.findFirst()
				.orElseThrow()
				.createSender(config);
			this.created.set(sender);
			return sender;
		}

	}

}
