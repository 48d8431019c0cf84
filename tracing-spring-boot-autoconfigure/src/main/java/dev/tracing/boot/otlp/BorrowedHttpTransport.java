/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;

/**
 * OTLP over HTTP by the sender that OpenTelemetry would have used, for the hosts that the
 * JDK's client refuses: those with an underscore in their name.
 */
final class BorrowedHttpTransport implements Transport<HttpResponse> {

	private final HttpSender sender;

	BorrowedHttpTransport(HttpSender sender) {
		this.sender = sender;
	}

	static HttpSenderProvider find(ComponentLoader components) {
		Iterator<HttpSenderProvider> providers = components.load(HttpSenderProvider.class).iterator();
		if (!providers.hasNext()) {
			throw new IllegalStateException("The host in tracing.export.endpoint has an underscore in its name, which"
					+ " only opentelemetry-exporter-sender-okhttp can call. Add it, or write another name.");
		}
		return providers.next();
	}

	@Override
	public CompletableFuture<Answer<HttpResponse>> send(byte[] request, Duration timeout) {
		CompletableFuture<Answer<HttpResponse>> result = new CompletableFuture<>();
		this.sender.send(new RequestBytes(request), (response) -> result.complete(answer(response, request.length)),
				result::completeExceptionally);
		return result;
	}

	private static Answer<HttpResponse> answer(HttpResponse response, long length) {
		Verdict verdict = Verdict.ofHttpStatus(response.getStatusCode());
		PartialSuccess partial = (verdict == Verdict.TAKEN) ? PartialSuccess.of(response.getResponseBody())
				: PartialSuccess.NONE;
		return new Answer<>(verdict, partial, Duration.ZERO, length, response);
	}

	@Override
	public HttpResponse done() {
		return HttpReply.DONE;
	}

	@Override
	public void close() {
		this.sender.shutdown();
	}

}
