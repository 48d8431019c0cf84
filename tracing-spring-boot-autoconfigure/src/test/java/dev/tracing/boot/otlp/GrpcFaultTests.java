/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.ledger.SentBytes;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The same patience for a collector that speaks gRPC.
 */
@Timeout(60)
class GrpcFaultTests {

	@TempDir
	private Path directory;

	private final AtomicInteger spans = new AtomicInteger();

	private final AtomicInteger attempts = new AtomicInteger();

	private final List<String> tokens = new CopyOnWriteArrayList<>();

	private volatile Status status = Status.OK;

	private volatile long rejected;

	private volatile boolean silent;

	private Server server;

	@BeforeEach
	void start() throws IOException {
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.addService(new Collector())
			.intercept(new Tokens())
			.build()
			.start();
	}

	@AfterEach
	void stop() {
		this.server.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource(value = Status.Code.class, names = { "UNAVAILABLE", "RESOURCE_EXHAUSTED", "ABORTED", "DATA_LOSS" })
	void codesThatPassAreWaitedFor(Status.Code code) {
		this.status = code.toStatus();
		application().run((context) -> {
			CompletableResultCode result = new Batches(context).send(3);
			await().until(() -> this.attempts.get() > 0);
			this.status = Status.OK;
			await().until(result::isDone);
			assertThat(result.isSuccess()).isTrue();
			assertThat(this.spans).hasValue(3);
			assertThat(context.getBean(SentBytes.class).bytes()).isPositive();
		});
	}

	@Test
	void codeThatDoesNotPassCostsTheSpansAtOnce() {
		this.status = Status.INVALID_ARGUMENT;
		application().run((context) -> {
			assertThat(new Batches(context).sendAndWait(3).isSuccess()).isFalse();
			assertThat(this.attempts).hasValue(1);
			assertThat(context.getBean(Ledger.class).lost(Loss.EXPORT_FAILED)).isEqualTo(3);
		});
	}

	@Test
	void collectorThatIsGoneCostsTheSpansAndIsCountedAsSuch() {
		application().withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=700ms")
			.run((context) -> {
				this.server.shutdownNow();
				Batches batches = new Batches(context);
				assertThat(batches.sendAndWait(3).isSuccess()).isFalse();
				assertThat(batches.failure()).isIn(ExportFailure.CONNECTION, ExportFailure.UNAVAILABLE);
				assertThat(context.getBean(Ledger.class).lost(Loss.EXPORT_FAILED)).isEqualTo(3);
				assertThat(Batches.unexplained(context.getBean(Ledger.class))).isZero();
			});
	}

	@Test
	void collectorThatDoesNotAnswerCostsTheSpansInTime() {
		this.silent = true;
		application().withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=700ms")
			.run((context) -> {
				Batches batches = new Batches(context);
				assertThat(batches.sendAndWait(3).isSuccess()).isFalse();
				assertThat(batches.failure()).isEqualTo(ExportFailure.TIMEOUT);
				assertThat(this.attempts).hasValue(1);
				assertThat(context.getBean(Ledger.class).lost(Loss.EXPORT_FAILED)).isEqualTo(3);
			});
	}

	@Test
	void spansThatTheCollectorRejectsAreCounted() {
		this.rejected = 2;
		application().run((context) -> {
			new Batches(context).sendAndWait(3);
			assertThat(context.getBean(Ledger.class).lost(Loss.REJECTED)).isEqualTo(2);
			assertThat(context.getBean(Ledger.class).exported()).isOne();
		});
	}

	@Test
	void suppliedHeadersAreReadForEachAttemptAndWin() {
		AtomicInteger token = new AtomicInteger();
		application().withPropertyValues("management.opentelemetry.tracing.export.otlp.headers.authorization=fixed")
			.withBean(ExportHeaders.class, () -> () -> Map.of("authorization", "token-" + token.incrementAndGet()))
			.run((context) -> {
				Batches batches = new Batches(context);
				batches.sendAndWait(1);
				batches.sendAndWait(1);
			});
		assertThat(this.tokens).hasSize(2).doesNotHaveDuplicates().allMatch((value) -> value.startsWith("token-"));
	}

	@Test
	void nothingIsLostWithASpool() {
		this.status = Status.UNAVAILABLE;
		application()
			.withPropertyValues("tracing.export.spool.enabled=true", "tracing.export.spool.directory=" + this.directory)
			.run((context) -> {
				Batches batches = new Batches(context);
				Ledger ledger = context.getBean(Ledger.class);
				for (int i = 0; i < 5; i++) {
					batches.sendAndWait(2);
				}
				assertThat(ledger.balance(Account.SPOOLED)).isEqualTo(10);
				this.status = Status.OK;
				await().until(() -> ledger.exported() == 10);
				assertThat(this.spans).hasValue(10);
			});
	}

	@Test
	void headersThatCannotBeSuppliedDoNotEndTheDeliveryFromDisk() {
		this.status = Status.UNAVAILABLE;
		AtomicBoolean broken = new AtomicBoolean();
		AtomicInteger refusals = new AtomicInteger();
		application()
			.withPropertyValues("tracing.export.spool.enabled=true", "tracing.export.spool.directory=" + this.directory,
					"tracing.export.circuit.failure-threshold=1")
			.withBean(ExportHeaders.class, () -> () -> {
				if (broken.get()) {
					refusals.incrementAndGet();
					throw new IllegalStateException("no token");
				}
				return Map.of();
			})
			.run((context) -> {
				new Batches(context).sendAndWait(2);
				broken.set(true);
				await().until(() -> refusals.get() > 0);
				broken.set(false);
				this.status = Status.OK;
				await().until(() -> context.getBean(Ledger.class).exported() == 2);
			});
	}

	private ApplicationContextRunner application() {
		return Batches.application("http://localhost:" + this.server.getPort())
			.withPropertyValues("management.opentelemetry.tracing.export.otlp.transport=grpc");
	}

	private final class Collector extends TraceServiceGrpc.TraceServiceImplBase {

		@Override
		public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
			GrpcFaultTests.this.attempts.incrementAndGet();
			if (GrpcFaultTests.this.silent) {
				return;
			}
			if (!GrpcFaultTests.this.status.isOk()) {
				observer.onError(GrpcFaultTests.this.status.asRuntimeException());
				return;
			}
			request.getResourceSpansList()
				.forEach((resource) -> resource.getScopeSpansList()
					.forEach((scope) -> GrpcFaultTests.this.spans.addAndGet(scope.getSpansCount())));
			observer.onNext(ExportTraceServiceResponse.newBuilder()
				.setPartialSuccess(
						ExportTracePartialSuccess.newBuilder().setRejectedSpans(GrpcFaultTests.this.rejected))
				.build());
			observer.onCompleted();
		}

	}

	private final class Tokens implements ServerInterceptor {

		@Override
		public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata metadata,
				ServerCallHandler<Q, R> next) {
			String token = metadata.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
			GrpcFaultTests.this.tokens.add(String.valueOf(token));
			return next.startCall(call, metadata);
		}

	}

}
