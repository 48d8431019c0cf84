/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.tracing.boot.grpc.GrpcTestKit.Spans;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Server and channel that the application builds itself, with our two beans.
 */
class PlainGrpcTests {

	private final ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	@ParameterizedTest
	@EnumSource
	void everyFormOfCallIsTraced(CallForm form) {
		run((message) -> this.seen.add(Span.current().getSpanContext().getSpanId()), (context, channel) -> {
			assertThat(form.call(channel, "you").isOk()).isTrue();
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
			assertThat(this.seen).isNotEmpty().containsOnly(spans.server().getSpanId());
		});
	}

	@ParameterizedTest
	@EnumSource
	void whatTheApplicationThrowsIsRecordedAndGoesOnUnchanged(CallForm form) {
		IllegalStateException failure = new IllegalStateException("no greeting today");
		run((message) -> {
			throw failure;
		}, (context, channel) -> {
			assertThat(form.call(channel, "you").getCode()).isEqualTo(Status.Code.UNKNOWN);
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(this.seen).containsExactly(failure);
			SpanData server = spans.server();
			assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(server.getStatus().getDescription()).isEqualTo("no greeting today");
			assertThat(server.getAttributes().get(RpcSemantics.ERROR_TYPE))
				.isEqualTo(IllegalStateException.class.getName());
			assertThat(server.getAttributes().get(RpcSemantics.STATUS_CODE)).isEqualTo("UNKNOWN");
			assertThat(server.getEvents()).hasSize(1);
			assertThat(spans.client().getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("UNKNOWN");
		});
	}

	@ParameterizedTest
	@EnumSource(value = Status.Code.class, names = { "UNAUTHENTICATED", "INTERNAL" })
	void callThatAnInterceptorRefusesHasTheStatusThatGrpcAnswers(Status.Code code) {
		ServerInterceptor refusing = new ServerInterceptor() {

			@Override
			public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
					ServerCallHandler<Q, R> next) {
				throw code.toStatus().asRuntimeException();
			}

		};
		run((message) -> {
		}, (context, channel) -> {
			assertThat(CallForm.UNARY.call(channel, "you").getCode()).isEqualTo(code);
			SpanData server = GrpcTestKit.take(context, 2).server();
			assertThat(server.getAttributes().get(RpcSemantics.STATUS_CODE)).isEqualTo(code.name());
			assertThat(server.getAttributes().get(RpcSemantics.ERROR_TYPE))
				.isEqualTo((code == Status.Code.INTERNAL) ? "INTERNAL" : null);
		}, refusing);
	}

	@Test
	void channelThatCannotStartACallIsAnErrorOfTheClient() {
		IllegalStateException failure = new IllegalStateException("no network today");
		run((message) -> {
		}, (context, channel) -> {
			Channel broken = ClientInterceptors.intercept(
					ClientInterceptors.intercept(channel, new FailingInterceptor(failure)),
					context.getBean("tracingGrpcClientInterceptor", ClientInterceptor.class));
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> CallForm.UNARY.call(broken, "you"))
				.isSameAs(failure);
			SpanData client = GrpcTestKit.take(context, 1).client();
			assertThat(client.getAttributes().get(RpcSemantics.ERROR_TYPE))
				.isEqualTo(IllegalStateException.class.getName());
		});
	}

	@Test
	void manyCallsLeaveNothingOnTheServersThreads() {
		run((message) -> {
		}, (context, channel) -> {
			for (int i = 0; i < 250; i++) {
				for (CallForm form : CallForm.values()) {
					form.call(channel, "you");
				}
			}
			GrpcTestKit.take(context, 2000);
			for (int i = 0; i < 100; i++) {
				assertThat(this.threads.submit(Context::current).get(10, TimeUnit.SECONDS)).isSameAs(Context.root());
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "garbage", "00-0-0-0", "00-00000000000000000000000000000000-0000000000000000-01",
			"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" })
	void illegibleTraceIsAsGoodAsNone(String traceparent) {
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
		headers.put(Metadata.Key.of("tracestate", Metadata.ASCII_STRING_MARSHALLER), "=,=,,".repeat(50));
		headers.put(Metadata.Key.of("baggage", Metadata.ASCII_STRING_MARSHALLER), "%%%;;;=,".repeat(100));
		headers.put(Metadata.Key.of("traceparent-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] { -1, 0, 1 });
		run((message) -> {
		}, (context, channel) -> {
			ManagedChannel bare = bare(channel.authority());
			Channel hostile = ClientInterceptors.intercept(bare, MetadataUtils.newAttachHeadersInterceptor(headers));
			assertThat(CallForm.UNARY.call(hostile, "you").isOk()).isTrue();
			GrpcTestKit.close(bare);
			assertThat(GrpcTestKit.take(context, 1).server().getParentSpanContext().isValid()).isFalse();
		});
	}

	@Test
	void metadataThatIsSentAgainCarriesTheNewTraceAlone() {
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
				"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		headers.put(Metadata.Key.of("b3", Metadata.ASCII_STRING_MARSHALLER), "0");
		run((message) -> {
		}, (context, channel) -> {
			ClientCall<String, String> call = channel.newCall(Greeter.UNARY, CallOptions.DEFAULT);
			call.start(new ClientCall.Listener<>() {
			}, headers);
			call.request(1);
			call.sendMessage("you");
			call.halfClose();
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.client().getParentSpanContext().isValid()).isFalse();
			assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
			assertThat(headers.keys()).contains("traceparent").doesNotContain("b3");
		});
	}

	private static ManagedChannel bare(String authority) {
		return Grpc.newChannelBuilder(authority, InsecureChannelCredentials.create()).build();
	}

	private void run(Consumer<String> work, Check test, ServerInterceptor... innermost) {
		GrpcTestKit.withoutServer().run((context) -> {
			Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
				.executor(this.threads)
				.addService(ServerInterceptors.intercept(new Greeter(work), innermost))
				.intercept(context.getBean("tracingGrpcServerInterceptor", ServerInterceptor.class))
				.intercept(new Outermost(this.seen))
				.build();
			ManagedChannel channel = Grpc
				.newChannelBuilder("localhost:" + start(server), InsecureChannelCredentials.create())
				.intercept(context.getBean("tracingGrpcClientInterceptor", ClientInterceptor.class))
				.build();
			try {
				test.run(context, channel);
			}
			finally {
				GrpcTestKit.close(channel);
				server.shutdownNow();
				assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
				this.threads.shutdown();
			}
		});
	}

	private static int start(Server server) throws IOException {
		return server.start().getPort();
	}

	private interface Check {

		void run(ApplicationContext context, Channel channel) throws Exception;

	}

	/**
	 * Sees what our listener throws on to gRPC.
	 */
	private record Outermost(ConcurrentLinkedQueue<Object> thrown) implements ServerInterceptor {

		@Override
		public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
				ServerCallHandler<Q, R> next) {
			ServerCall.Listener<Q> listener = next.startCall(call, headers);
			return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(listener) {

				@Override
				public void onMessage(Q message) {
					rethrow(() -> super.onMessage(message));
				}

				@Override
				public void onHalfClose() {
					rethrow(super::onHalfClose);
				}

			};
		}

		private void rethrow(Runnable callback) {
			try {
				callback.run();
			}
			catch (RuntimeException ex) {
				this.thrown.add(ex);
				throw ex;
			}
		}

	}

	private record FailingInterceptor(RuntimeException failure) implements ClientInterceptor {

		@Override
		public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
			return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {

				@Override
				public void start(Listener<R> listener, Metadata headers) {
					throw FailingInterceptor.this.failure;
				}

			};
		}

	}

}
