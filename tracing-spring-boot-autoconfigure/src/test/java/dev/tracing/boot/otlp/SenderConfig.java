/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;

/**
 * What OpenTelemetry's exporter tells a sender, as far as tests differ in it.
 */
record SenderConfig(URI endpoint, SSLContext ssl, Duration connectTimeout) implements HttpSenderConfig {

	SenderConfig(URI endpoint, SSLContext ssl) {
		this(endpoint, ssl, Duration.ofSeconds(10));
	}

	@Override
	public URI getEndpoint() {
		return this.endpoint;
	}

	@Override
	public String getContentType() {
		return "application/x-protobuf";
	}

	@Override
	public Compressor getCompressor() {
		return null;
	}

	@Override
	public Duration getTimeout() {
		return Duration.ofSeconds(10);
	}

	@Override
	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	@Override
	public Supplier<Map<String, List<String>>> getHeadersSupplier() {
		return Map::of;
	}

	@Override
	public ProxyOptions getProxyOptions() {
		return null;
	}

	@Override
	public RetryPolicy getRetryPolicy() {
		return null;
	}

	@Override
	public SSLContext getSslContext() {
		return this.ssl;
	}

	@Override
	public X509TrustManager getTrustManager() {
		return null;
	}

	@Override
	public ExecutorService getExecutorService() {
		return null;
	}

}
