/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * A real gRPC server on a real port that answers as a collector with Jaeger's remote
 * sampling does.
 */
final class SamplingCollector implements AutoCloseable {

	private static final MethodDescriptor<byte[], byte[]> GET_SAMPLING_STRATEGY = MethodDescriptor
		.newBuilder(new Bytes(), new Bytes())
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("jaeger.api_v2.SamplingManager/GetSamplingStrategy")
		.build();

	private final List<String> services = new CopyOnWriteArrayList<>();

	private final Server server;

	// Null: it hears the question and does not answer.
	private volatile byte @Nullable [] strategy;

	private volatile boolean onlyOnce;

	SamplingCollector() {
		try {
			this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
				.addService(ServerServiceDefinition.builder("jaeger.api_v2.SamplingManager")
					.addMethod(GET_SAMPLING_STRATEGY, ServerCalls.asyncUnaryCall(this::answer))
					.build())
				.build()
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String endpoint() {
		return "http://localhost:" + this.server.getPort();
	}

	/**
	 * Names of the services that have asked, one for each question.
	 */
	List<String> services() {
		return this.services;
	}

	void tellProbability(double probability) {
		this.strategy = message((response) -> {
			response.writeEnum(1, 0);
			response.writeByteArray(2, message((probabilistic) -> probabilistic.writeDouble(1, probability)));
		});
	}

	/**
	 * Answers one question and no other: each answer brings a full bucket.
	 */
	void tellLimitOnce(int tracesPerSecond) {
		this.onlyOnce = true;
		this.strategy = message((response) -> {
			response.writeEnum(1, 1);
			response.writeByteArray(3, message((rateLimiting) -> rateLimiting.writeInt32(1, tracesPerSecond)));
		});
	}

	void tellOperations(double others, Map<String, Double> probabilities) {
		this.strategy = message((response) -> response.writeByteArray(4, message((operations) -> {
			operations.writeDouble(1, others);
			for (Map.Entry<String, Double> entry : probabilities.entrySet()) {
				operations.writeByteArray(3, message((operation) -> {
					operation.writeString(1, entry.getKey());
					operation.writeByteArray(2,
							message((probabilistic) -> probabilistic.writeDouble(1, entry.getValue())));
				}));
			}
		})));
	}

	private synchronized byte @Nullable [] strategy() {
		byte[] told = this.strategy;
		if (this.onlyOnce) {
			this.strategy = null;
		}
		return told;
	}

	private void answer(byte[] question, StreamObserver<byte[]> observer) {
		this.services.add(serviceName(question));
		byte[] strategy = strategy();
		if (strategy != null) {
			observer.onNext(strategy);
			observer.onCompleted();
		}
	}

	private static String serviceName(byte[] question) {
		try {
			CodedInputStream parameters = CodedInputStream.newInstance(question);
			int firstFieldOfBytes = 1 << 3 | 2;
			return (parameters.readTag() == firstFieldOfBytes) ? parameters.readString() : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] message(Fields fields) {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			CodedOutputStream output = CodedOutputStream.newInstance(bytes);
			fields.writeTo(output);
			output.flush();
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.shutdownNow();
	}

	private interface Fields {

		void writeTo(CodedOutputStream output) throws IOException;

	}

	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
