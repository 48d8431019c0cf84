/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector that speaks gRPC and wants to know who calls, and certificates that change
 * while the application runs.
 */
@Timeout(60)
class GrpcTlsReloadTests {

	@TempDir
	private Path directory;

	private final AtomicInteger requests = new AtomicInteger();

	@Test
	void mutualTlsGoesOnAfterTheCertificatesChange() throws Exception {
		Certificate first = Certificate.make(this.directory, "first");
		Certificate second = Certificate.make(this.directory, "second");
		Path used = this.directory.resolve("used.p12");
		first.copyTo(used);
		Server before = collector(first, 0);
		int port = before.getPort();
		Batches.application("https://localhost:" + port)
			.withPropertyValues("management.opentelemetry.tracing.export.otlp.transport=grpc",
					"management.opentelemetry.tracing.export.otlp.timeout=2s",
					"management.opentelemetry.tracing.export.otlp.ssl.bundle=collector")
			.withPropertyValues(Certificate.bundle(used))
			.run((context) -> {
				Batches batches = new Batches(context);
				assertThat(batches.sendAndWait(1).isSuccess()).isTrue();
				before.shutdownNow().awaitTermination();
				Server after = collector(second, port);
				try {
					int sent = this.requests.get();
					assertThat(batches.sendAndWait(1).isSuccess()).as("with the old certificates").isFalse();
					assertThat(this.requests).hasValue(sent);
					second.copyTo(used);
					await().atMost(Duration.ofSeconds(30)).until(() -> batches.sendAndWait(1).isSuccess());
					assertThat(this.requests).hasValue(sent + 1);
				}
				finally {
					after.shutdownNow();
				}
			});
	}

	private Server collector(Certificate certificate, int port) throws Exception {
		return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
				TlsServerCredentials.newBuilder()
					.keyManager(certificate.keys().getKeyManagers())
					.trustManager(certificate.trust().getTrustManagers())
					.clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
					.build())
			.addService(new TraceServiceGrpc.TraceServiceImplBase() {

				@Override
				public void export(ExportTraceServiceRequest request,
						StreamObserver<ExportTraceServiceResponse> observer) {
					GrpcTlsReloadTests.this.requests.incrementAndGet();
					observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
					observer.onCompleted();
				}

			})
			.build()
			.start();
	}

}
