/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a sender with our headers, our certificates, and no retry.
 */
final class GrpcSettings implements GrpcSenderConfig {

	private final GrpcSenderConfig configured;

	private final HeaderSource headers;

	private final @Nullable TlsMaterial tls;

	GrpcSettings(GrpcSenderConfig configured, HeaderSource headers, @Nullable TlsMaterial tls) {
		this.configured = configured;
		this.headers = headers;
		this.tls = tls;
	}

	@Override
	public Supplier<Map<String, List<String>>> getHeadersSupplier() {
		return () -> {
			try {
				return this.headers.read();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

	@Override
	public @Nullable RetryPolicy getRetryPolicy() {
		return null;
	}

	@Override
	public @Nullable SSLContext getSslContext() {
		return (this.tls != null) ? this.tls.context() : this.configured.getSslContext();
	}

	@Override
	public @Nullable X509TrustManager getTrustManager() {
		return (this.tls != null) ? this.tls.trustManager() : this.configured.getTrustManager();
	}

	@Override
	public URI getEndpoint() {
		return this.configured.getEndpoint();
	}

	@Override
	public String getFullMethodName() {
		return this.configured.getFullMethodName();
	}

	@Override
	public @Nullable Compressor getCompressor() {
		return this.configured.getCompressor();
	}

	@Override
	public Duration getTimeout() {
		return this.configured.getTimeout();
	}

	@Override
	public Duration getConnectTimeout() {
		return this.configured.getConnectTimeout();
	}

	@Override
	public @Nullable ExecutorService getExecutorService() {
		return this.configured.getExecutorService();
	}

	@Override
	public long getMaxResponseBodySize() {
		return this.configured.getMaxResponseBodySize();
	}

}
