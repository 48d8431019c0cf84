/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;

/**
 * Keeps a redirect that Reactor Netty follows by itself from telling its host what the
 * first one was told: it repeats the headers.
 */
final class ReactorRedirects {

	private final Supplier<@Nullable HttpClientTracing> tracing;

	ReactorRedirects(Supplier<@Nullable HttpClientTracing> tracing) {
		this.tracing = tracing;
	}

	/**
	 * Watches the redirects of a client, if it follows any.
	 * @param client the client, with all that the application wants of it
	 * @return the client
	 */
	HttpClient watch(HttpClient client) {
		HttpClientConfig config = client.configuration();
		var predicate = config.followRedirectPredicate();
		if (predicate == null) {
			return client;
		}
		var withHeaders = config.redirectRequestBiConsumer();
		if (withHeaders != null) {
			return client.followRedirect(predicate, withHeaders.andThen((headers, request) -> withhold(request)));
		}
		var own = config.redirectRequestConsumer();
		Consumer<HttpClientRequest> withhold = this::withhold;
		return client.followRedirect(predicate, (own != null) ? own.andThen(withhold) : withhold);
	}

	private void withhold(HttpClientRequest request) {
		HttpClientTracing tracing = this.tracing.get();
		if (tracing != null) {
			tracing.withhold(request.resourceUrl(), request.requestHeaders()::remove);
		}
	}

}
