/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC, by the sender that OpenTelemetry would have used.
 */
final class GrpcTransport implements Transport<GrpcResponse> {

	private final Function<@Nullable TlsMaterial, GrpcSender> senders;

	private volatile GrpcSender sender;

	/**
	 * Creates a transport.
	 * @param senders makes a sender, with other certificates or with the configured ones
	 */
	GrpcTransport(Function<@Nullable TlsMaterial, GrpcSender> senders) {
		this.senders = senders;
		this.sender = senders.apply(null);
	}

	@Override
	public CompletableFuture<Answer<GrpcResponse>> send(byte[] request, Duration timeout) {
		CompletableFuture<Answer<GrpcResponse>> result = new CompletableFuture<>();
		this.sender.send(new RequestBytes(request), (response) -> result.complete(answer(response, request.length)),
				result::completeExceptionally);
		return result;
	}

	private static Answer<GrpcResponse> answer(GrpcResponse response, long length) {
		Verdict verdict = verdict(response);
		byte[] message = response.getResponseMessage();
		PartialSuccess partial = (verdict == Verdict.TAKEN && message != null) ? PartialSuccess.of(message)
				: PartialSuccess.NONE;
		return new Answer<>(verdict, partial, Duration.ZERO, length, response);
	}

	// The codes that OTLP calls retryable. Whether RESOURCE_EXHAUSTED came with advice
	// when
	// to try again is not to be seen from here, so it is tried again within the bounds.
	private static Verdict verdict(GrpcResponse response) {
		return switch (response.getStatusCode()) {
			case OK -> Verdict.TAKEN;
			case UNAUTHENTICATED, PERMISSION_DENIED -> Verdict.DENIED;
			case CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS ->
				Verdict.UNAVAILABLE;
			default -> Verdict.REFUSED;
		};
	}

	void reload(TlsMaterial tls) {
		GrpcSender old = this.sender;
		this.sender = this.senders.apply(tls);
		old.shutdown();
	}

	@Override
	public GrpcResponse done() {
		return GrpcReply.DONE;
	}

	@Override
	public void close() {
		this.sender.shutdown();
	}

}
