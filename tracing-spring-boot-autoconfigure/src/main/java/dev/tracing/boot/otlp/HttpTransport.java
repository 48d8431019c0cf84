/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP, on the JDK's client.
 */
final class HttpTransport implements Transport<HttpResponse> {

	private static final int MAX_RESPONSE = 64 * 1024;

	private final HttpSenderConfig config;

	private final HeaderSource headers;

	private final JdkClient client;

	private final Clock clock;

	HttpTransport(HttpSenderConfig config, HeaderSource headers, JdkClient client, Clock clock) {
		this.config = config;
		this.headers = headers;
		this.client = client;
		this.clock = clock;
	}

	@Override
	public CompletableFuture<Answer<HttpResponse>> send(byte[] request, Duration timeout) {
		try {
			RequestBody body = new RequestBody(compress(request, this.config.getCompressor()));
			return exchange(request(body, timeout), body);
		}
		catch (IOException | RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	// What is cancelled must be the client's own future: only that one ends the exchange.
	private CompletableFuture<Answer<HttpResponse>> exchange(HttpRequest request, RequestBody body) {
		CompletableFuture<java.net.http.HttpResponse<byte[]>> exchange = this.client.get()
			.sendAsync(request, (info) -> new BoundedBody(MAX_RESPONSE));
		CompletableFuture<Answer<HttpResponse>> answer = exchange
			.thenApply((response) -> answer(response, body.length()));
		CompletableFuture<Answer<HttpResponse>> unused = answer.whenComplete((result, failure) -> {
			body.forget();
			if (answer.isCancelled()) {
				exchange.cancel(true);
			}
		});
		return answer;
	}

	private HttpRequest request(RequestBody body, Duration timeout) throws IOException {
		HttpRequest.Builder builder = HttpRequest.newBuilder(this.config.getEndpoint())
			.timeout(timeout)
			.header("Content-Type", this.config.getContentType())
			.POST(body.publisher());
		Compressor compressor = this.config.getCompressor();
		if (compressor != null) {
			builder.header("Content-Encoding", compressor.getEncoding());
		}
		for (Map.Entry<String, List<String>> header : this.headers.read().entrySet()) {
			for (String value : header.getValue()) {
				addHeader(builder, header.getKey(), value);
			}
		}
		return builder.build();
	}

	// The client's own message would show the value.
	private static void addHeader(HttpRequest.Builder builder, String name, String value) throws IOException {
		try {
			builder.header(name, value);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("The header '" + name + "' cannot be sent");
		}
	}

	private static byte[] compress(byte[] request, @Nullable Compressor compressor) throws IOException {
		if (compressor == null) {
			return request;
		}
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(request.length / 2);
		try (OutputStream stream = compressor.compress(compressed)) {
			stream.write(request);
		}
		return compressed.toByteArray();
	}

	private Answer<HttpResponse> answer(java.net.http.HttpResponse<byte[]> response, long length) {
		Verdict verdict = Verdict.ofHttpStatus(response.statusCode());
		String type = response.headers().firstValue("Content-Type").orElse("protobuf");
		boolean readable = verdict == Verdict.TAKEN && type.contains("protobuf");
		return new Answer<>(verdict, readable ? PartialSuccess.of(response.body()) : PartialSuccess.NONE,
				RetryAfter.parse(response.headers().firstValue("Retry-After").orElse(null), this.clock), length,
				new HttpReply(response.statusCode(), response.body()));
	}

	@Override
	public HttpResponse done() {
		return HttpReply.DONE;
	}

	@Override
	public void close() {
		this.client.close();
	}

}
