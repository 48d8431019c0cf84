/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.function.Consumer;

import dev.tracing.boot.otlp.SenderComponents.SenderSetup;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Makes senders for OTLP over gRPC, on top of those that are there.
 */
final class OtlpGrpcSenderProvider implements GrpcSenderProvider {

	// With several of them on the class path OpenTelemetry lets this property choose.
	private static final String CHOICE = "io.opentelemetry.sdk.common.export.GrpcSenderProvider";

	private final SenderSetup setup;

	private final ComponentLoader others;

	OtlpGrpcSenderProvider(SenderSetup setup, ComponentLoader others) {
		this.setup = setup;
		this.others = others;
	}

	@Override
	public GrpcSender createSender(GrpcSenderConfig config) {
		GrpcSenderProvider provider = provider();
		HeaderSource headers = new HeaderSource(config.getHeadersSupplier(), this.setup.suppliedHeaders());
		GrpcTransport transport = new GrpcTransport((tls) -> provider.createSender(settings(config, headers, tls)));
		this.setup.tlsUpdates().listen(transport::reload);
		return new Sender(this.setup.courier(transport, config.getTimeout()));
	}

	// As it is where possible: a channel of the user's is in it, and only OpenTelemetry's
	// own senders can see that.
	private static GrpcSenderConfig settings(GrpcSenderConfig config, HeaderSource headers, @Nullable TlsMaterial tls) {
		boolean same = tls == null && !headers.isSupplied() && config.getRetryPolicy() == null;
		return same ? config : new GrpcSettings(config, headers, tls);
	}

	private GrpcSenderProvider provider() {
		GrpcSenderProvider first = null;
		for (GrpcSenderProvider provider : this.others.load(GrpcSenderProvider.class)) {
			if (provider.getClass().getName().equals(System.getProperty(CHOICE))) {
				return provider;
			}
			first = (first != null) ? first : provider;
		}
		if (first == null) {
			throw new IllegalStateException("OTLP over gRPC needs opentelemetry-exporter-sender-okhttp or"
					+ " opentelemetry-exporter-sender-grpc-managed-channel on the class path");
		}
		return first;
	}

	/**
	 * A sender.
	 *
	 * @param courier what does the work
	 */
	private record Sender(Courier<GrpcResponse> courier) implements GrpcSender {

		@Override
		public void send(MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
			this.courier.send(RequestBytes.copy(message), onResponse, onError);
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.courier.close();
		}

	}

}
