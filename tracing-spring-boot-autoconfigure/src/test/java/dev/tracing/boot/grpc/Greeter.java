/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * Service with a method of each form. A message that is the name of a status code is
 * answered with that code, {@value #SILENCE} with nothing, everything else with a
 * greeting.
 */
public class Greeter implements BindableService {

	static final String SILENCE = "silence";

	static final MethodDescriptor<String, String> UNARY = method("test.Greeter", "Unary", MethodType.UNARY);

	static final MethodDescriptor<String, String> CLIENT_STREAM = method("test.Greeter", "ClientStream",
			MethodType.CLIENT_STREAMING);

	static final MethodDescriptor<String, String> SERVER_STREAM = method("test.Greeter", "ServerStream",
			MethodType.SERVER_STREAMING);

	static final MethodDescriptor<String, String> BIDI = method("test.Greeter", "Bidi", MethodType.BIDI_STREAMING);

	static final MethodDescriptor<String, String> UNIMPLEMENTED = method("test.Greeter", "Unimplemented",
			MethodType.UNARY);

	private final Consumer<String> work;

	/**
	 * Creates a service.
	 * @param work what is done with each message, where gRPC hands it over
	 */
	public Greeter(Consumer<String> work) {
		this.work = work;
	}

	@Override
	public ServerServiceDefinition bindService() {
		return ServerServiceDefinition.builder("test.Greeter")
			.addMethod(UNARY, ServerCalls.asyncUnaryCall(this::greet))
			.addMethod(CLIENT_STREAM, ServerCalls.asyncClientStreamingCall((responses) -> stream(responses, false)))
			.addMethod(SERVER_STREAM, ServerCalls.asyncServerStreamingCall(this::greet))
			.addMethod(BIDI, ServerCalls.asyncBidiStreamingCall((responses) -> stream(responses, true)))
			.addMethod(UNIMPLEMENTED,
					ServerCalls.asyncUnaryCall(
							(request, responses) -> ServerCalls.asyncUnimplementedUnaryCall(UNIMPLEMENTED, responses)))
			.build();
	}

	private void greet(String name, StreamObserver<String> responses) {
		this.work.accept(name);
		answer(name, responses);
	}

	private static void answer(String name, StreamObserver<String> responses) {
		Optional<Status> status = status(name);
		if (status.isPresent()) {
			responses.onError(status.get().withDescription("as asked").asRuntimeException());
		}
		else if (!name.equals(SILENCE)) {
			responses.onNext("Hello " + name);
			responses.onCompleted();
		}
	}

	private StreamObserver<String> stream(StreamObserver<String> responses, boolean each) {
		return new StreamObserver<>() {

			private String last = "";

			@Override
			public void onNext(String name) {
				Greeter.this.work.accept(name);
				this.last = name;
				if (each && status(name).isEmpty() && !name.equals(SILENCE)) {
					responses.onNext("Welcome " + name);
				}
			}

			@Override
			public void onError(Throwable error) {
			}

			@Override
			public void onCompleted() {
				answer(this.last, responses);
			}

		};
	}

	private static Optional<Status> status(String name) {
		return Arrays.stream(Status.Code.values())
			.filter((code) -> code.name().equals(name))
			.findFirst()
			.map(Status.Code::toStatus);
	}

	static MethodDescriptor<String, String> method(String service, String name, MethodType type) {
		return MethodDescriptor.<String, String>newBuilder()
			.setType(type)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
			.setRequestMarshaller(TextMarshaller.INSTANCE)
			.setResponseMarshaller(TextMarshaller.INSTANCE)
			.build();
	}

	private enum TextMarshaller implements MethodDescriptor.Marshaller<String> {

		INSTANCE;

		@Override
		public InputStream stream(String value) {
			return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String parse(InputStream stream) {
			try {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
