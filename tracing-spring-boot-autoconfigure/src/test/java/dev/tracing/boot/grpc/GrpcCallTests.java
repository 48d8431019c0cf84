/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.annotation.AnnotationAutoConfiguration;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.boot.grpc.GrpcTestKit.Spans;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.GrpcChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Calls over a real connection, with Spring Boot's server and channels.
 */
class GrpcCallTests {

	private final ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();

	private volatile Tenants tenants;

	@ParameterizedTest
	@EnumSource
	void everyFormOfCallHasOneSpanOnEachSide(CallForm form) {
		GrpcTestKit.application((message) -> this.seen.add(Span.current().getSpanContext().getSpanId()))
			.run((context) -> {
				GrpcTestKit.inSpan(context,
						() -> assertThat(form.call(GrpcTestKit.channel(context), "you").isOk()).isTrue());
				Spans spans = GrpcTestKit.take(context, 3);
				SpanData client = spans.client();
				SpanData server = spans.server();
				assertThat(client.getParentSpanId()).isEqualTo(spans.named("caller").getSpanId());
				assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
				assertThat(server.getTraceId()).isEqualTo(client.getTraceId());
				assertThat(List.of(client.getName(), server.getName())).containsOnly(form.method().getFullMethodName());
				assertThat(this.seen).isNotEmpty().containsOnly(server.getSpanId());
				assertThat(Context.current()).isEqualTo(Context.root());
			});
	}

	@Test
	void spansSayWhatTheConventionsAskFor() {
		GrpcTestKit.application().run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.client().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(spans.client().getAttributes().asMap()).containsEntry(RpcSemantics.SYSTEM_NAME, "grpc")
				.containsEntry(RpcSemantics.METHOD, "test.Greeter/Unary")
				.containsEntry(RpcSemantics.STATUS_CODE, "OK")
				.containsEntry(RpcSemantics.SERVER_ADDRESS, "localhost")
				.containsEntry(RpcSemantics.SERVER_PORT, (long) GrpcTestKit.port(context))
				.containsEntry(RpcSemantics.PEER_ADDRESS, "127.0.0.1")
				.containsEntry(RpcSemantics.PEER_PORT, (long) GrpcTestKit.port(context))
				.hasSize(7);
			assertThat(spans.server().getAttributes().asMap()).containsEntry(RpcSemantics.SYSTEM_NAME, "grpc")
				.containsEntry(RpcSemantics.METHOD, "test.Greeter/Unary")
				.containsEntry(RpcSemantics.STATUS_CODE, "OK")
				.containsEntry(RpcSemantics.SERVER_ADDRESS, "localhost")
				.containsEntry(RpcSemantics.SERVER_PORT, (long) GrpcTestKit.port(context))
				.containsEntry(RpcSemantics.PEER_ADDRESS, "127.0.0.1")
				.containsKey(RpcSemantics.PEER_PORT)
				.hasSize(7);
		});
	}

	@Test
	void oldNamesComeInsteadOfOrBesideTheNewOnes() {
		GrpcTestKit.application().withPropertyValues("tracing.semconv=legacy").run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "NOT_FOUND");
			assertThat(GrpcTestKit.take(context, 2).client().getAttributes().asMap())
				.containsEntry(RpcSemantics.LEGACY_SYSTEM, "grpc")
				.containsEntry(RpcSemantics.LEGACY_SERVICE, "test.Greeter")
				.containsEntry(RpcSemantics.METHOD, "Unary")
				.containsEntry(RpcSemantics.LEGACY_STATUS_CODE, 5L)
				.doesNotContainKeys(RpcSemantics.SYSTEM_NAME, RpcSemantics.STATUS_CODE);
		});
		GrpcTestKit.application().withPropertyValues("tracing.semconv=both").run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			assertThat(GrpcTestKit.take(context, 2).server().getAttributes().asMap())
				.containsEntry(RpcSemantics.LEGACY_SYSTEM, "grpc")
				.containsEntry(RpcSemantics.SYSTEM_NAME, "grpc")
				.containsEntry(RpcSemantics.METHOD, "test.Greeter/Unary")
				.containsEntry(RpcSemantics.STATUS_CODE, "OK")
				.containsEntry(RpcSemantics.LEGACY_STATUS_CODE, 0L);
		});
	}

	@Test
	void componentsNameSpansWhereTheApplicationAsksForIt() {
		GrpcTestKit.application().withPropertyValues("tracing.naming=component").run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			assertThat(GrpcTestKit.take(context, 2).all()).extracting(SpanData::getName).containsOnly("grpc.call");
		});
	}

	@Test
	void tracedMethodsAndBaggageGoOnInsideTheServerSpan() {
		GrpcTestKit.withoutServer()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, AnnotationAutoConfiguration.class))
			.withBean(Tenants.class)
			.withBean("greeter", Greeter.class, () -> new Greeter((message) -> this.seen.add(this.tenants.find())))
			.run((context) -> {
				this.tenants = context.getBean(Tenants.class);
				try (Scope scope = Baggage.builder().put("tenant", "acme").build().makeCurrent()) {
					CallForm.BIDI.call(GrpcTestKit.channel(context), "you");
				}
				Spans spans = GrpcTestKit.take(context, 4);
				assertThat(this.seen).containsOnly("acme");
				assertThat(spans.all()).filteredOn((span) -> span.getName().equals("tenant.find"))
					.hasSize(2)
					.extracting(SpanData::getParentSpanId)
					.containsOnly(spans.server().getSpanId());
			});
	}

	@ParameterizedTest
	@EnumSource(value = CallForm.class, names = { "SERVER_STREAM", "BIDI" })
	void responsesReachTheCallerInHisOwnContext(CallForm form) {
		GrpcTestKit.application().run((context) -> {
			GrpcTestKit.inSpan(context, () -> form.call(GrpcTestKit.channel(context), "you",
					() -> this.seen.add(Span.current().getSpanContext().getSpanId())));
			Spans spans = GrpcTestKit.take(context, 3);
			assertThat(this.seen).isNotEmpty().containsOnly(spans.named("caller").getSpanId());
		});
	}

	@ParameterizedTest
	@EnumSource(value = Status.Code.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
	void everyCodeIsAnErrorOfTheClientButOnlySixAreOfTheServer(Status.Code code) {
		GrpcTestKit.application().run((context) -> {
			assertThat(CallForm.UNARY.call(GrpcTestKit.channel(context), code.name()).getCode()).isEqualTo(code);
			Spans spans = GrpcTestKit.take(context, 2);
			assertFailed(spans.client(), code, true);
			assertFailed(spans.server(), code, switch (code) {
				case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> true;
				default -> false;
			});
		});
	}

	private static void assertFailed(SpanData span, Status.Code code, boolean error) {
		assertThat(span.getAttributes().get(RpcSemantics.STATUS_CODE)).isEqualTo(code.name());
		assertThat(span.getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo(error ? code.name() : null);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(error ? StatusCode.ERROR : StatusCode.UNSET);
		assertThat(span.getStatus().getDescription()).isEqualTo(error ? "as asked" : "");
	}

	@ParameterizedTest
	@EnumSource
	void exceptionIsRecordedBehindTheHandlersOfSpringGrpc(CallForm form) {
		GrpcTestKit.application((message) -> {
			throw new IllegalStateException("no greeting today");
		}).run((context) -> {
			assertThat(form.call(GrpcTestKit.channel(context), "you").getCode()).isEqualTo(Status.Code.UNKNOWN);
			SpanData server = GrpcTestKit.take(context, 2).server();
			assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(server.getAttributes().get(RpcSemantics.STATUS_CODE)).isEqualTo("UNKNOWN");
			assertThat(server.getEvents()).hasSize(1);
			assertThat(server.getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("UNKNOWN");
		});
	}

	@Test
	void callerWhoCannotTakeAResponseCancelsWithTheCause() {
		GrpcTestKit.application().run((context) -> {
			Status status = CallForm.BIDI.call(GrpcTestKit.channel(context), "you", () -> {
				throw new IllegalStateException("too much");
			});
			assertThat(status.getCode()).isEqualTo(Status.Code.CANCELLED);
			SpanData client = GrpcTestKit.take(context, 2).client();
			assertThat(client.getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("CANCELLED");
			assertThat(client.getEvents()).hasSize(1);
		});
	}

	@Test
	void methodThatNobodyImplementsIsAnErrorOfTheServer() {
		GrpcTestKit.application().run((context) -> {
			Status status = Status.fromThrowable(catchThrowable(() -> ClientCalls
				.blockingUnaryCall(GrpcTestKit.channel(context), Greeter.UNIMPLEMENTED, CallOptions.DEFAULT, "you")));
			assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.server().getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("UNIMPLEMENTED");
			assertThat(spans.client().getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("UNIMPLEMENTED");
		});
	}

	@Test
	void deadlineOfTheClientEndsBothSpansOnce() {
		GrpcTestKit.application().run((context) -> {
			Channel channel = GrpcTestKit.channel(context);
			// The next call finds a connection and is not late before it is sent.
			CallForm.UNARY.call(channel, "you");
			GrpcTestKit.take(context, 2);
			CallOptions impatient = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);
			Status status = Status.fromThrowable(catchThrowable(
					() -> ClientCalls.blockingUnaryCall(channel, Greeter.UNARY, impatient, Greeter.SILENCE)));
			assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.client().getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("DEADLINE_EXCEEDED");
			// Which of the two reaches the server first is up to the network.
			assertThat(spans.server().getAttributes().get(RpcSemantics.STATUS_CODE)).isIn("DEADLINE_EXCEEDED",
					"CANCELLED");
		});
	}

	@Test
	void deadlineOfTheServerIsItsError() {
		GrpcTestKit.application().run((context) -> {
			Metadata headers = new Metadata();
			headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "1S");
			start(context, headers, Greeter.SILENCE);
			SpanData server = GrpcTestKit.take(context, 2).server();
			assertThat(server.getAttributes().get(RpcSemantics.STATUS_CODE)).isEqualTo("DEADLINE_EXCEEDED");
			assertThat(server.getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("DEADLINE_EXCEEDED");
		});
	}

	@Test
	void callerWhoCancelsEndsBothSpansOnce() throws Exception {
		CountDownLatch received = new CountDownLatch(1);
		GrpcTestKit.application((message) -> received.countDown()).run((context) -> {
			ClientCall<String, String> call = start(context, new Metadata(), Greeter.SILENCE);
			assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();
			call.cancel("changed my mind", null);
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.client().getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("CANCELLED");
			assertThat(spans.client().getStatus().getDescription()).isEqualTo("changed my mind");
			assertThat(spans.server().getAttributes().get(RpcSemantics.STATUS_CODE)).isEqualTo("CANCELLED");
			assertThat(spans.server().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void callThatIsNeverStartedHasNoSpan() {
		GrpcTestKit.application().run((context) -> {
			GrpcTestKit.channel(context).newCall(Greeter.UNARY, CallOptions.DEFAULT).cancel("never mind", null);
			GrpcTestKit.take(context, 0);
		});
	}

	@Test
	void serverThatCannotBeReachedIsAnErrorWithItsCause() {
		GrpcTestKit.withoutServer().run((context) -> {
			Channel channel = context.getBean(GrpcChannelFactory.class).createChannel("static://localhost:1");
			assertThat(CallForm.UNARY.call(channel, "you").getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			SpanData client = GrpcTestKit.take(context, 1).client();
			assertThat(client.getAttributes().get(RpcSemantics.ERROR_TYPE)).isEqualTo("UNAVAILABLE");
			assertThat(client.getEvents()).hasSize(1);
			assertThat(client.getAttributes().get(RpcSemantics.SERVER_PORT)).isEqualTo(1L);
		});
	}

	private static ClientCall<String, String> start(ApplicationContext context, Metadata headers, String message) {
		ClientCall<String, String> call = GrpcTestKit.channel(context).newCall(Greeter.UNARY, CallOptions.DEFAULT);
		call.start(new ClientCall.Listener<>() {
		}, headers);
		call.request(1);
		call.sendMessage(message);
		call.halfClose();
		return call;
	}

	static class Tenants {

		@Traced("tenant.find")
		String find() {
			return Baggage.current().getEntryValue("tenant");
		}

	}

}
