/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;

/**
 * A collector's gRPC door.
 */
final class GrpcOtlpReceiver extends OtlpReceiver {

	private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";

	private final Server server;

	GrpcOtlpReceiver() throws IOException {
		MethodDescriptor<byte[], byte[]> export = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Export"))
			.setType(MethodDescriptor.MethodType.UNARY)
			.build();
		this.server = NettyServerBuilder.forPort(0)
			.addService(ServerServiceDefinition.builder(SERVICE)
				.addMethod(export, (call, headers) -> receive(call))
				.build())
			.build()
			.start();
	}

	@Override
	String[] properties() {
		return new String[] { "--tracing.export.endpoint=http://localhost:" + this.server.getPort(),
				"--tracing.export.protocol=grpc" };
	}

	private ServerCall.Listener<byte[]> receive(ServerCall<byte[], byte[]> call) {
		call.request(1);
		return new ServerCall.Listener<>() {

			@Override
			public void onMessage(byte[] message) {
				try {
					byte[] response = GrpcOtlpReceiver.this.receive(message);
					call.sendHeaders(new Metadata());
					call.sendMessage(response);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}

			@Override
			public void onHalfClose() {
				call.close(Status.OK, new Metadata());
			}

		};
	}

	@Override
	public void close() {
		this.server.shutdownNow();
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
