/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.tracing.boot.grpc.GrpcTestKit.Spans;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Our spans beside Micrometer's Observations of the same calls.
 */
class GrpcObservationTests {

	@ParameterizedTest
	@EnumSource
	void metricsStayAndNoSecondSpanIsMade(CallForm form) {
		metered().run((context) -> {
			GrpcTestKit.inSpan(context, () -> form.call(GrpcTestKit.channel(context), "you"));
			Spans spans = GrpcTestKit.take(context, 3);
			assertThat(spans.client().getParentSpanId()).isEqualTo(spans.named("caller").getSpanId());
			assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			await().untilAsserted(() -> {
				assertThat(meters.find("grpc.server").timer()).isNotNull().extracting(Timer::count).isEqualTo(1L);
				assertThat(meters.find("grpc.client").timer()).isNotNull().extracting(Timer::count).isEqualTo(1L);
			});
		});
	}

	@Test
	void metricsOfFailedCallsKnowTheStatus() {
		metered().run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "INTERNAL");
			GrpcTestKit.take(context, 2);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			for (String name : List.of("grpc.server", "grpc.client")) {
				await().untilAsserted(() -> {
					Timer timer = meters.find(name).timer();
					assertThat(timer).isNotNull();
					assertThat(timer.getId().getTag("grpc.status_code")).isEqualTo("INTERNAL");
				});
			}
		});
	}

	@Test
	void observationsInsideTheMethodAreChildrenOfTheServerSpan() {
		ConcurrentLinkedQueue<ObservationRegistry> registries = new ConcurrentLinkedQueue<>();
		GrpcTestKit
			.application((message) -> Observation.createNotStarted("in.method", registries.element()).observe(() -> {
			}))
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				registries.add(context.getBean(ObservationRegistry.class));
				CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
				Spans spans = GrpcTestKit.take(context, 3);
				assertThat(spans.named("in.method").getParentSpanId()).isEqualTo(spans.server().getSpanId());
			});
	}

	@Test
	void bootsObservationsRestIfNobodyListens() {
		Listening listening = new Listening();
		GrpcTestKit.application().run((context) -> {
			context.getBean(ObservationRegistry.class).observationConfig().observationHandler(listening);
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			GrpcTestKit.take(context, 2);
			assertThat(listening.names).isEmpty();
			assertThat(context).hasSingleBean(ObservationGrpcServerInterceptor.class)
				.hasSingleBean(ObservationGrpcClientInterceptor.class);
		});
	}

	@Test
	void handlerOfTheApplicationIsAListener() {
		GrpcTestKit.application().withBean(Listening.class).run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			GrpcTestKit.take(context, 2);
			await().untilAsserted(() -> assertThat(context.getBean(Listening.class).names)
				.containsExactlyInAnyOrder("grpc.client", "grpc.server"));
		});
	}

	@Test
	void sideThatWeDoNotTraceKeepsItsObservationAndSpan() {
		GrpcTestKit.application().withPropertyValues("tracing.grpc.server.enabled=false").run((context) -> {
			CallForm.UNARY.call(GrpcTestKit.channel(context), "you");
			Spans spans = GrpcTestKit.take(context, 2);
			assertThat(spans.server().getAttributes().asMap().keySet()).extracting(Object::toString)
				.doesNotContain(RpcSemantics.SYSTEM_NAME.getKey())
				.contains("rpc.service");
			assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
		});
	}

	@Test
	void channelWithMicrometersInterceptorAloneKeepsItsSpan() {
		metered().run((context) -> {
			ManagedChannel bare = Grpc
				.newChannelBuilder("localhost:" + GrpcTestKit.port(context), InsecureChannelCredentials.create())
				.build();
			Channel observed = ClientInterceptors.intercept(bare,
					context.getBean(ObservationGrpcClientInterceptor.class));
			GrpcTestKit.inSpan(context, () -> CallForm.UNARY.call(observed, "you"));
			GrpcTestKit.close(bare);
			List<SpanData> spans = GrpcTestKit.take(context, 3).all();
			SpanData client = spans.stream()
				.filter((span) -> span.getKind() == SpanKind.CLIENT)
				.findAny()
				.orElseThrow();
			SpanData server = spans.stream()
				.filter((span) -> span.getKind() == SpanKind.SERVER)
				.findAny()
				.orElseThrow();
			assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
		});
	}

	private static ApplicationContextRunner metered() {
		return GrpcTestKit.application()
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class);
	}

	static class Listening implements ObservationHandler<Observation.Context> {

		private final ConcurrentLinkedQueue<String> names = new ConcurrentLinkedQueue<>();

		@Override
		public void onStop(Observation.Context context) {
			this.names.add(context.getName());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
