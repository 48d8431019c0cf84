/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.function.Consumer;

import dev.tracing.boot.otlp.SenderComponents.SenderSetup;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;

/**
 * Makes senders for OTLP over HTTP.
 */
final class OtlpHttpSenderProvider implements HttpSenderProvider {

	private final SenderSetup setup;

	private final ComponentLoader others;

	OtlpHttpSenderProvider(SenderSetup setup, ComponentLoader others) {
		this.setup = setup;
		this.others = others;
	}

	@Override
	public HttpSender createSender(HttpSenderConfig config) {
		return new Sender(this.setup.courier(transport(config), config.getTimeout()));
	}

	private Transport<HttpResponse> transport(HttpSenderConfig config) {
		if (config.getEndpoint().getHost() == null) {
			return new BorrowedHttpTransport(BorrowedHttpTransport.find(this.others).createSender(config));
		}
		JdkClient client = new JdkClient(config);
		this.setup.tls().listen((tls) -> client.reload(tls.context()));
		HeaderSource headers = new HeaderSource(config.getHeadersSupplier(), this.setup.headers().get());
		return new HttpTransport(config, headers, client, this.setup.clock());
	}

	/**
	 * A sender.
	 *
	 * @param courier what does the work
	 */
	private record Sender(Courier<HttpResponse> courier) implements HttpSender {

		@Override
		public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
			this.courier.send(RequestBytes.copy(message), onResponse, onError);
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.courier.close();
		}

	}

}
