/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.tracing.boot.grpc.GrpcTestKit.Spans;
import dev.tracing.boot.operation.Operations;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptor;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.GlobalClientInterceptor;
import org.springframework.grpc.server.GlobalServerInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GrpcTracingAutoConfiguration}.
 */
class GrpcTracingAutoConfigurationTests {

	private static final String SERVER = "tracingGrpcServerInterceptor";

	private static final String CLIENT = "tracingGrpcClientInterceptor";

	@Test
	void bothSidesAreTracedByDefault() {
		GrpcTestKit.application().run((context) -> {
			assertThat(context.getBean(SERVER)).isInstanceOf(TracingServerInterceptor.class);
			assertThat(context.getBean(CLIENT)).isInstanceOf(TracingClientInterceptor.class);
		});
	}

	@Test
	void eachSideIsSwitchedOffByItsProperty() {
		GrpcTestKit.application()
			.withPropertyValues("tracing.grpc.server.enabled=false", "spring.grpc.server.observation.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(SERVER).hasBean(CLIENT);
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				GrpcTestKit.take(context, 1).client();
			});
		GrpcTestKit.application()
			.withPropertyValues("tracing.grpc.client.enabled=false", "spring.grpc.client.observation.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(CLIENT).hasBean(SERVER);
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				GrpcTestKit.take(context, 1).server();
			});
	}

	@Test
	void theFeatureCanBeTurnedOff() {
		GrpcTestKit.application()
			.withPropertyValues("tracing.grpc.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcTracingAutoConfiguration.class));
	}

	@Test
	void nothingHappensWithoutGrpc() {
		GrpcTestKit.withoutServer()
			.withClassLoader(new FilteredClassLoader("io.grpc"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcTracingAutoConfiguration.class));
	}

	@Test
	void interceptorsAreThereWithoutSpringGrpcAndMicrometersInterceptors() {
		GrpcTestKit.withoutServer()
			.withClassLoader(
					new FilteredClassLoader("org.springframework.grpc", "io.micrometer.core.instrument.binder.grpc"))
			.run((context) -> assertThat(context).hasNotFailed().hasBean(SERVER).hasBean(CLIENT));
	}

	@Test
	void interceptorsOfTheSameNameReplaceOurs() {
		GrpcTestKit.application()
			.withBean(SERVER, ServerInterceptor.class,
					() -> new NamedInterceptors.NamedServerInterceptor("own", new ArrayList<>()))
			.withBean(CLIENT, ClientInterceptor.class,
					() -> new NamedInterceptors.NamedClientInterceptor("own", new ArrayList<>()))
			.run((context) -> {
				assertThat(context.getBean(SERVER)).isInstanceOf(NamedInterceptors.NamedServerInterceptor.class);
				assertThat(context.getBean(CLIENT)).isInstanceOf(NamedInterceptors.NamedClientInterceptor.class);
			});
	}

	@Test
	void theOnlyInterceptorOfAnApplicationIsStillFoundByItsType() {
		GrpcTestKit.withoutServer()
			.withPropertyValues("spring.grpc.client.observation.enabled=false")
			.withBean("own", ClientInterceptor.class,
					() -> new NamedInterceptors.NamedClientInterceptor("own", new ArrayList<>()))
			.withBean(ByType.class)
			.run((context) -> assertThat(context.getBean(ByType.class).interceptor)
				.isInstanceOf(NamedInterceptors.NamedClientInterceptor.class));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "shop.Payments", "/Pay", "shop.*/Pay", "*", "shop.Payments/", "shop.Payments/P*", "a/b/c" })
	void patternThatNamesNoMethodFailsTheStart(String pattern) {
		GrpcTestKit.application()
			.withPropertyValues("tracing.grpc.server.exclude=" + pattern)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("shop.Payments/Pay"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "test.Greeter/*", "test.Greeter/Unary" })
	void excludedMethodsHaveNoSpanNorHasAnythingInThem(String pattern) {
		List<Boolean> excluded = Collections.synchronizedList(new ArrayList<>());
		GrpcTestKit.application((message) -> excluded.add(Operations.isExcluded(Context.current())))
			.withPropertyValues("tracing.grpc.server.exclude=" + pattern)
			.run((context) -> {
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				GrpcTestKit.take(context, 1).client();
				assertThat(excluded).containsExactly(true);
			});
	}

	@Test
	void healthChecksAndReflectionAreExcludedByDefault() {
		List<String> names = List.of("grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
				"grpc.reflection.v1alpha.ServerReflection");
		GrpcTestKit.application().run((context) -> {
			ExcludedMethods excluded = new ExcludedMethods(
					context.getBean(GrpcTracingProperties.class).server().exclude());
			assertThat(names)
				.allMatch((name) -> excluded.matches(Greeter.method(name, "Check", MethodDescriptor.MethodType.UNARY)));
			assertThat(excluded.matches(Greeter.UNARY)).isFalse();
		});
	}

	@Test
	void interceptorsOfTheApplicationRunInTheSpanAndInTheirOwnOrder() {
		GrpcTestKit.application().withUserConfiguration(OwnInterceptors.class).run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			Spans spans = GrpcTestKit.take(context, 2);
			String client = spans.client().getSpanId();
			String server = spans.server().getSpanId();
			assertThat(context.getBean(OwnInterceptors.class).seen).containsExactly("first client " + client,
					"second client " + client, "first server " + server, "second server " + server);
		});
	}

	@Test
	void unsampledCallsHaveNoSpanAndSayNoToOthers() {
		List<SpanContext> seen = Collections.synchronizedList(new ArrayList<>());
		GrpcTestKit.application((message) -> seen.add(Span.current().getSpanContext()))
			.withPropertyValues("management.tracing.sampling.probability=0")
			.run((context) -> {
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				assertThat(seen).hasSize(1).allMatch((caller) -> caller.isValid() && !caller.isSampled());
				GrpcTestKit.take(context, 0);
			});
	}

	@Test
	void callersContextPassesThroughIfTracingIsDisabled() {
		String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
		List<String> seen = Collections.synchronizedList(new ArrayList<>());
		GrpcTestKit.application((message) -> seen.add(Span.current().getSpanContext().getSpanId()))
			.withUserConfiguration(NoTracer.class)
			.withPropertyValues("tracing.enabled=false")
			.run((context) -> {
				Metadata headers = new Metadata();
				headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
				Channel channel = ClientInterceptors.intercept(GrpcTestKit.channel(context),
						MetadataUtils.newAttachHeadersInterceptor(headers));
				CallForm.UNARY.call(channel, "you");
				assertThat(seen).containsExactly("b7ad6b7169203331");
				GrpcTestKit.take(context, 0);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class NoTracer {

		@Bean
		OpenTelemetry openTelemetry() {
			return new OpenTelemetry() {

				@Override
				public TracerProvider getTracerProvider() {
					return TracerProvider.noop();
				}

				@Override
				public ContextPropagators getPropagators() {
					return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
				}

			};
		}

	}

	static class ByType {

		final ClientInterceptor interceptor;

		ByType(ClientInterceptor interceptor) {
			this.interceptor = interceptor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnInterceptors {

		final List<String> seen = Collections.synchronizedList(new ArrayList<>());

		@Bean
		@Order(2)
		@GlobalServerInterceptor
		ServerInterceptor secondServer() {
			return new NamedInterceptors.NamedServerInterceptor("second", this.seen);
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 1)
		@GlobalServerInterceptor
		ServerInterceptor firstServer() {
			return new NamedInterceptors.NamedServerInterceptor("first", this.seen);
		}

		@Bean
		@Order(2)
		@GlobalClientInterceptor
		ClientInterceptor secondClient() {
			return new NamedInterceptors.NamedClientInterceptor("second", this.seen);
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 1)
		@GlobalClientInterceptor
		ClientInterceptor firstClient() {
			return new NamedInterceptors.NamedClientInterceptor("first", this.seen);
		}

	}

}
