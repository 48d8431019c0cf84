/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import org.jspecify.annotations.Nullable;

/**
 * A real OTLP collector on a real port that keeps what it receives.
 */
public final class OtlpReceiver implements AutoCloseable {

	private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();

	private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

	private final String scheme;

	private final int port;

	private final Runnable stop;

	private OtlpReceiver(boolean grpc, @Nullable SSLContext ssl) {
		this.scheme = (ssl != null) ? "https" : "http";
		try {
			if (grpc) {
				Server server = NettyServerBuilder
					.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
					.addService(new TraceService())
					.intercept(new HeaderInterceptor())
					.build()
					.start();
				this.port = server.getPort();
				this.stop = server::shutdownNow;
			}
			else {
				InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
				HttpServer server = (ssl != null) ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
				if (server instanceof HttpsServer https) {
					https.setHttpsConfigurator(new HttpsConfigurator(ssl));
				}
				server.createContext("/v1/traces", this::receive);
				server.start();
				this.port = server.getAddress().getPort();
				this.stop = () -> server.stop(0);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static OtlpReceiver http() {
		return new OtlpReceiver(false, null);
	}

	public static OtlpReceiver https(SSLContext ssl) {
		return new OtlpReceiver(false, ssl);
	}

	public static OtlpReceiver grpc() {
		return new OtlpReceiver(true, null);
	}

	public String endpoint() {
		return this.scheme + "://localhost:" + this.port;
	}

	public List<ExportTraceServiceRequest> requests() {
		return this.requests;
	}

	/**
	 * Headers of the requests, names in lower case.
	 */
	public List<Map<String, List<String>>> headers() {
		return this.headers;
	}

	public List<Span> spans() {
		return this.requests.stream()
			.flatMap((request) -> request.getResourceSpansList().stream())
			.flatMap((resourceSpans) -> resourceSpans.getScopeSpansList().stream())
			.flatMap((scopeSpans) -> scopeSpans.getSpansList().stream())
			.toList();
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange; InputStream body = exchange.getRequestBody()) {
			byte[] bytes = body.readAllBytes();
			if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
				bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
			}
			Map<String, List<String>> lower = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			lower.putAll(exchange.getRequestHeaders());
			this.headers.add(lower);
			this.requests.add(ExportTraceServiceRequest.parseFrom(bytes));
			exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
			exchange.sendResponseHeaders(200, -1);
		}
	}

	/**
	 * Finds a text among attributes.
	 * @param attributes attributes of a span or a resource
	 * @param key key of the attribute
	 * @return its value; empty if it is not there
	 */
	public static String text(List<KeyValue> attributes, String key) {
		return attributes.stream()
			.filter((attribute) -> attribute.getKey().equals(key))
			.map((attribute) -> attribute.getValue().getStringValue())
			.findFirst()
			.orElse("");
	}

	@Override
	public void close() {
		this.stop.run();
	}

	private final class TraceService extends TraceServiceGrpc.TraceServiceImplBase {

		@Override
		public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
			OtlpReceiver.this.requests.add(request);
			observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
			observer.onCompleted();
		}

	}

	private final class HeaderInterceptor implements ServerInterceptor {

		@Override
		public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata metadata,
				ServerCallHandler<Q, R> next) {
			Map<String, List<String>> values = new TreeMap<>();
			for (String key : metadata.keys()) {
				String value = metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
				values.put(key, (value != null) ? List.of(value) : List.of());
			}
			OtlpReceiver.this.headers.add(values);
			return next.startCall(call, metadata);
		}

	}

}
