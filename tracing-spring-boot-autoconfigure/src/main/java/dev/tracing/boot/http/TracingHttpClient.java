/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A JDK client whose requests are traced, from the call to the result. WebSockets are
 * not. What a client has since Java 21 would do nothing if it were not passed on.
 */
final class TracingHttpClient extends HttpClient implements JdkClientLifecycle.SinceJava21 {

	private final HttpClient delegate;

	private final Supplier<@Nullable HttpClientTracing> tracing;

	TracingHttpClient(HttpClient delegate, Supplier<@Nullable HttpClientTracing> tracing) {
		this.delegate = delegate;
		this.tracing = tracing;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler)
			throws IOException, InterruptedException {
		JdkExchange exchange = JdkExchange.begin(this.tracing.get(), request);
		try (Scope scope = exchange.context().makeCurrent()) {
			HttpResponse<T> response = this.delegate.send(exchange.request(), bodyHandler);
			exchange.end(response, null);
			return response;
		}
		catch (Throwable ex) {
			exchange.end(null, ex);
			throw ex;
		}
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request,
			HttpResponse.BodyHandler<T> bodyHandler) {
		JdkExchange exchange = JdkExchange.begin(this.tracing.get(), request);
		return ending(exchange, () -> this.delegate.sendAsync(exchange.request(), bodyHandler));
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request,
			HttpResponse.BodyHandler<T> bodyHandler, HttpResponse.@Nullable PushPromiseHandler<T> pushPromiseHandler) {
		JdkExchange exchange = JdkExchange.begin(this.tracing.get(), request);
		return ending(exchange, () -> this.delegate.sendAsync(exchange.request(), bodyHandler, pushPromiseHandler));
	}

	// What depends on the client's futures cancels the request as well as they do. The
	// span ends before whatever the caller makes depend on the result.
	private static <T> CompletableFuture<HttpResponse<T>> ending(JdkExchange exchange,
			Supplier<CompletableFuture<HttpResponse<T>>> call) {
		try {
			CompletableFuture<HttpResponse<T>> response = call.get();
			if (!exchange.isTraced()) {
				return response;
			}
			CompletableFuture<HttpResponse<T>> result = response.whenComplete(exchange::end);
			// A cancelled result is done at once, the client's own future maybe never.
			CompletableFuture<?> unused = result.whenComplete(exchange::end);
			return result;
		}
		catch (Throwable ex) {
			exchange.end(null, ex);
			throw ex;
		}
	}

	@Override
	public WebSocket.Builder newWebSocketBuilder() {
		return this.delegate.newWebSocketBuilder();
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return this.delegate.cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return this.delegate.connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return this.delegate.followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return this.delegate.proxy();
	}

	@Override
	public SSLContext sslContext() {
		return this.delegate.sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return this.delegate.sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return this.delegate.authenticator();
	}

	@Override
	public Version version() {
		return this.delegate.version();
	}

	@Override
	public Optional<Executor> executor() {
		return this.delegate.executor();
	}

	@Override
	public void shutdown() {
		JdkClientLifecycle.shutdown(this.delegate);
	}

	@Override
	public void shutdownNow() {
		JdkClientLifecycle.shutdownNow(this.delegate);
	}

	@Override
	public void close() {
		JdkClientLifecycle.close(this.delegate);
	}

	@Override
	public boolean isTerminated() {
		return JdkClientLifecycle.isTerminated(this.delegate);
	}

	@Override
	public boolean awaitTermination(Duration duration) throws InterruptedException {
		return JdkClientLifecycle.awaitTermination(this.delegate, duration);
	}

	@Override
	public String toString() {
		return "TracingHttpClient[" + this.delegate + "]";
	}

}
