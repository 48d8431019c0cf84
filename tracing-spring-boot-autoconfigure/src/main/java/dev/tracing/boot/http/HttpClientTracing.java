/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.util.function.Consumer;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.Text;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What the clients share: how an attempt starts and how its context is sent.
 *
 * @param operations where spans start
 * @param semantics what they are called and say
 * @param egress who is told of them
 */
record HttpClientTracing(Operations operations, HttpClientSemantics semantics, Egress egress) {

	private static final ContextKey<Boolean> UNDER_WAY = ContextKey.named("dev.tracing.boot.http.client");

	static final TextMapSetter<HttpHeaders> SETTER = (headers, name, value) -> {
		if (headers != null) {
			headers.set(name, value);
		}
	};

	boolean skips(Context parent) {
		return this.operations.skips(parent);
	}

	Operation start(Context parent, HttpClientRequest request) {
		return this.operations.start(parent, this.semantics, request);
	}

	void inject(Context context, URI uri, HttpHeaders headers) {
		inject(context, uri, headers, SETTER);
	}

	<C> void inject(Context context, @Nullable URI uri, C carrier, TextMapSetter<C> setter) {
		String host = (this.egress != Egress.OPEN && uri != null) ? Text.host(uri) : null;
		this.operations.inject(context, this.egress, host, carrier, setter);
	}

	/**
	 * Puts a context in place of the one that headers hold. A gateway sends what it
	 * received, and what it received may be in another format or from a stranger.
	 * @param context the context to send
	 * @param uri where it is sent; null if that is not known yet
	 * @param headers the headers to change
	 */
	void replace(Context context, @Nullable URI uri, HttpHeaders headers) {
		takeOff(this.operations, headers);
		inject(context, uri, headers, SETTER);
	}

	static void takeOff(Operations operations, HttpHeaders headers) {
		operations.fields().forEach(headers::remove);
	}

	/**
	 * Takes the headers off a redirected request, unless its host is told everything that
	 * the first one may have been told.
	 * @param url where the request goes now
	 * @param remove removes a header
	 */
	void withhold(@Nullable String url, Consumer<String> remove) {
		String host = (url != null) ? Text.host(url) : null;
		if (!this.egress.sendsContext(host) || !this.egress.sendsBaggage(host)) {
			this.operations.fields().forEach(remove);
		}
	}

	/**
	 * Marks a context in which a request is on its way, where its headers may not tell.
	 * @param context the request's context
	 * @return the context to make current
	 */
	Context underWay(Context context) {
		return (this.egress == Egress.OPEN) ? context : context.with(UNDER_WAY, Boolean.TRUE);
	}

	static boolean isUnderWay() {
		return Context.current().get(UNDER_WAY) != null;
	}

}
