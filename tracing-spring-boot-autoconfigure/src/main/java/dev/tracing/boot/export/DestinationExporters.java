/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import dev.tracing.boot.NamedDestination;
import dev.tracing.boot.OtlpEndpoint;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;

/**
 * Makes the exporters of further destinations as Spring Boot makes that of the first one,
 * customizers included. Address and headers come after them: each is the destination's
 * own.
 */
final class DestinationExporters {

	private final Duration connectTimeout;

	private final ObjectProvider<MeterProvider> meterProvider;

	private final ObjectProvider<SslBundles> sslBundles;

	private final List<OtlpHttpSpanExporterBuilderCustomizer> httpCustomizers;

	private final List<OtlpGrpcSpanExporterBuilderCustomizer> grpcCustomizers;

	DestinationExporters(Duration connectTimeout, ObjectProvider<MeterProvider> meterProvider,
			ObjectProvider<SslBundles> sslBundles, List<OtlpHttpSpanExporterBuilderCustomizer> httpCustomizers,
			List<OtlpGrpcSpanExporterBuilderCustomizer> grpcCustomizers) {
		this.connectTimeout = connectTimeout;
		this.meterProvider = meterProvider;
		this.sslBundles = sslBundles;
		this.httpCustomizers = httpCustomizers;
		this.grpcCustomizers = grpcCustomizers;
	}

	SpanExporter exporter(ExportProperties.Destination destination, boolean first) {
		return new NamedDestination(destination.sslBundle(), first).during(() -> exporter(destination));
	}

	private SpanExporter exporter(ExportProperties.Destination destination) {
		String url = OtlpEndpoint.url(String.valueOf(destination.endpoint()), destination.isGrpc());
		Assert.state(url != null, "The endpoint has been checked");
		return destination.isGrpc() ? grpc(destination, url) : http(destination, url);
	}

	private SpanExporter http(ExportProperties.Destination destination, String url) {
		OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
			.setTimeout(destination.timeout())
			.setConnectTimeout(this.connectTimeout)
			.setCompression(compression(destination));
		this.meterProvider.ifAvailable(builder::setMeterProvider);
		secure(destination.sslBundle(), builder::setSslContext);
		for (OtlpHttpSpanExporterBuilderCustomizer customizer : this.httpCustomizers) {
			customizer.customize(builder);
		}
		destination.headers().forEach(builder::addHeader);
		return builder.setEndpoint(url).build();
	}

	private SpanExporter grpc(ExportProperties.Destination destination, String url) {
		OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
			.setTimeout(destination.timeout())
			.setConnectTimeout(this.connectTimeout)
			.setCompression(compression(destination));
		this.meterProvider.ifAvailable(builder::setMeterProvider);
		secure(destination.sslBundle(), builder::setSslContext);
		for (OtlpGrpcSpanExporterBuilderCustomizer customizer : this.grpcCustomizers) {
			customizer.customize(builder);
		}
		destination.headers().forEach(builder::addHeader);
		return builder.setEndpoint(url).build();
	}

	private static String compression(ExportProperties.Destination destination) {
		return destination.compression().name().toLowerCase(Locale.ROOT);
	}

	private void secure(@Nullable String bundleName, BiConsumer<SSLContext, X509TrustManager> builder) {
		if (bundleName == null || bundleName.isBlank()) {
			return;
		}
		SslBundle bundle = this.sslBundles.getObject().getBundle(bundleName);
		for (TrustManager trustManager : bundle.getManagers().getTrustManagers()) {
			if (trustManager instanceof X509TrustManager x509) {
				builder.accept(bundle.createSslContext(), x509);
				return;
			}
		}
		throw new IllegalStateException("SSL bundle '" + bundleName + "' has no trust manager for certificates");
	}

}
