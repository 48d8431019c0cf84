/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientObservationAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with Spring Boot's gRPC server and client, and what they recorded.
 */
final class GrpcTestKit {

	private GrpcTestKit() {
	}

	static ApplicationContextRunner application() {
		return application((message) -> {
		});
	}

	static ApplicationContextRunner application(Consumer<String> work) {
		return withoutServer().withBean("greeter", Greeter.class, () -> new Greeter(work));
	}

	static ApplicationContextRunner withoutServer() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, GrpcServerAutoConfiguration.class,
					GrpcServerObservationAutoConfiguration.class, GrpcClientAutoConfiguration.class,
					GrpcClientObservationAutoConfiguration.class, GrpcTracingAutoConfiguration.class,
					TracingAutoConfiguration.class, dev.tracing.boot.observation.ObservationAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean(RecordedSpans.class)
			.withPropertyValues("spring.grpc.server.port=0", "management.tracing.sampling.probability=1.0");
	}

	static int port(ApplicationContext context) {
		return context.getBean(GrpcServerLifecycle.class).getPort();
	}

	static Channel channel(ApplicationContext context) {
		return context.getBean(GrpcChannelFactory.class).createChannel("static://localhost:" + port(context));
	}

	static void close(ManagedChannel channel) {
		channel.shutdownNow();
		try {
			assertThat(channel.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static void inSpan(ApplicationContext context, Runnable work) {
		Span span = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
		try (Scope scope = span.makeCurrent()) {
			work.run();
		}
		finally {
			span.end();
		}
	}

	/**
	 * Takes that many spans and asserts that there are no others.
	 */
	static Spans take(ApplicationContext context, int count) {
		RecordedSpans recorded = context.getBean(RecordedSpans.class);
		List<SpanData> spans = recorded.take(count);
		recorded.assertNoMore();
		return new Spans(spans);
	}

	record Spans(List<SpanData> all) {

		SpanData server() {
			return only(SpanKind.SERVER);
		}

		SpanData client() {
			return only(SpanKind.CLIENT);
		}

		SpanData named(String name) {
			List<SpanData> found = this.all.stream().filter((span) -> span.getName().equals(name)).toList();
			assertThat(found).as("spans named '%s' of %s", name, this.all).hasSize(1);
			return found.get(0);
		}

		private SpanData only(SpanKind kind) {
			List<SpanData> found = this.all.stream().filter((span) -> span.getKind() == kind).toList();
			assertThat(found).as("%s spans of %s", kind, this.all).hasSize(1);
			return found.get(0);
		}

	}

}
