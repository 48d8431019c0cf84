/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sender has the same time as the courier, and may be the first to say that it is over.
 */
@Timeout(60)
class GrpcTimeoutTests {

	@Test
	void timeoutThatTheSenderNoticesFirstIsATimeout() throws Exception {
		// Connections are accepted by the system, and nobody reads.
		try (ServerSocket collector = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Senders senders = new Senders();
			OtlpGrpcSpanExporter exporter = OtlpGrpcSpanExporter.builder()
				.setEndpoint("http://localhost:" + collector.getLocalPort())
				.setTimeout(Duration.ofMillis(200))
				.setComponentLoader(senders)
				.build();
			CompletableFuture<ExportFailure> failure = new GrpcTransport((tls) -> senders.created.get())
				.send(new byte[] { 1 }, Duration.ofMinutes(1))
				.handle(Failures::of);
			assertThat(failure.join()).isEqualTo(ExportFailure.TIMEOUT);
			exporter.close();
		}
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
