/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.lang.reflect.Method;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's HTTP client with threads of its own, replaced when the certificates are.
 */
final class JdkClient {

	private static final Logger logger = LoggerFactory.getLogger(JdkClient.class);

	private static final int THREADS = 2;

	private final HttpSenderConfig config;

	private final @Nullable ExecutorService ownThreads;

	private final Object lock = new Object();

	private @Nullable SSLContext ssl;

	private boolean closed;

	// For plain HTTP it is made for the first request, after the start of the
	// application;
	// certificates that cannot be read fail the start.
	private volatile @Nullable HttpClient client;

	JdkClient(HttpSenderConfig config) {
		this.config = config;
		this.ownThreads = (config.getExecutorService() != null) ? null : threads();
		if (config.getSslContext() == null && isPlain(config)) {
			this.ssl = NoTls.context();
		}
		else {
			this.ssl = config.getSslContext();
			this.client = build(this.ssl);
		}
	}

	private static boolean isPlain(HttpSenderConfig config) {
		return "http".equalsIgnoreCase(config.getEndpoint().getScheme());
	}

	private static ExecutorService threads() {
		ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "tracing-otlp");
					thread.setDaemon(true);
					return thread;
				});
		threads.allowCoreThreadTimeOut(true);
		return threads;
	}

	private HttpClient build(@Nullable SSLContext ssl) {
		ExecutorService threads = this.config.getExecutorService();
		// HTTP/1.1: without TLS, HTTP/2 would begin with an upgrade that many do not
		// know.
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.executor((threads != null) ? threads : this.ownThreads)
			.connectTimeout(this.config.getConnectTimeout());
		if (ssl != null) {
			builder.sslContext(ssl);
		}
		if (this.config.getProxyOptions() != null) {
			ProxySelector proxies = this.config.getProxyOptions().getProxySelector();
			builder.proxy(proxies);
		}
		return builder.build();
	}

	HttpClient get() {
		HttpClient current = this.client;
		return (current != null) ? current : first();
	}

	private HttpClient first() {
		synchronized (this.lock) {
			if (this.closed) {
				throw new IllegalStateException("The sender is closed");
			}
			HttpClient current = this.client;
			if (current == null) {
				current = build(this.ssl);
				this.client = current;
			}
			return current;
		}
	}

	// Goes on with other certificates. Requests on their way end as they began.
	void reload(SSLContext ssl) {
		synchronized (this.lock) {
			this.ssl = ssl;
			drop("shutdown");
		}
	}

	void close() {
		synchronized (this.lock) {
			this.closed = true;
			drop("shutdownNow");
		}
		if (this.ownThreads != null) {
			this.ownThreads.shutdown();
		}
	}

	private void drop(String how) {
		HttpClient old = this.client;
		this.client = null;
		if (old != null) {
			call(old, how);
		}
	}

	// Java 17 has no such methods: there the client ends when it is garbage.
	private static void call(HttpClient client, String name) {
		try {
			Method method = HttpClient.class.getMethod(name);
			method.invoke(client);
		}
		catch (ReflectiveOperationException ex) {
			logger.debug("Left the client to the garbage collector", ex);
		}
	}

}
