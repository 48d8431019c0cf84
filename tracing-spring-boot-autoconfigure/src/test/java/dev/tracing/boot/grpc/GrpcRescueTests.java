/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;
import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.rescue.RescueAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls of a real gRPC server that samples nothing, by a caller without tracing.
 */
class GrpcRescueTests {

	private final ApplicationContextRunner application = GrpcTestKit.application(GrpcRescueTests::work)
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class, RescueAutoConfiguration.class,
				ExportAutoConfiguration.class))
		.withBean(InMemorySpanExporter.class, InMemorySpanExporter::create)
		.withPropertyValues("management.tracing.sampling.probability=0.0", "tracing.sampling.rescue.enabled=true",
				"tracing.sampling.rescue.max-cpu=1.0", "tracing.sampling.rescue.max-heap-after-gc=1.0",
				"tracing.sampling.rescue.slower-than=1h");

	@ParameterizedTest
	@CsvSource({ "INTERNAL, true", "UNAVAILABLE, true", "DEADLINE_EXCEEDED, true", "NOT_FOUND, false",
			"PERMISSION_DENIED, false", "Ann, false" })
	void serversErrorIsRescuedAndAnAnswerThatSaysNoIsNot(String message, boolean rescued) {
		this.application.run((context) -> {
			call(context, CallForm.UNARY, message);
			assertThat(exported(context)).isEqualTo(rescued ? List.of("error test.Greeter/Unary") : List.of());
		});
	}

	@Test
	void streamIsNotSlowAndAUnaryCallIs() {
		this.application.withPropertyValues("tracing.sampling.rescue.slower-than=50ms").run((context) -> {
			for (CallForm form : CallForm.values()) {
				call(context, form, "slow");
			}
			assertThat(exported(context)).containsExactly("slow test.Greeter/Unary");
			call(context, CallForm.SERVER_STREAM, "INTERNAL");
			assertThat(exported(context)).as("a stream that fails").contains("error test.Greeter/ServerStream");
		});
	}

	private static void work(String message) {
		if (message.equals("slow")) {
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
			while (System.nanoTime() - end < 0) {
				LockSupport.parkNanos(end - System.nanoTime());
			}
		}
	}

	private static void call(ApplicationContext context, CallForm form, String message) {
		ManagedChannel channel = Grpc
			.newChannelBuilder("localhost:" + GrpcTestKit.port(context), InsecureChannelCredentials.create())
			.build();
		try {
			String code = form.call(channel, message).getCode().name();
			boolean failing = Arrays.stream(Status.Code.values()).anyMatch((each) -> each.name().equals(message));
			assertThat(code).isEqualTo(failing ? message : "OK");
			context.getBean(RecordedSpans.class).take();
		}
		finally {
			GrpcTestKit.close(channel);
		}
	}

	// Reasons and names, once nothing is undecided.
	private static List<String> exported(ApplicationContext context) {
		EndpointPart rescue = context.getBeansOfType(EndpointPart.class)
			.values()
			.stream()
			.filter((part) -> part.name().equals("rescue"))
			.findFirst()
			.orElseThrow();
		await().untilAsserted(() -> assertThat(rescue.read(new EndpointRequest("test", Map.of())))
			.hasFieldOrPropertyWithValue("undecided", 0L));
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return context.getBean(InMemorySpanExporter.class)
			.getFinishedSpanItems()
			.stream()
			.map(GrpcRescueTests::text)
			.toList();
	}

	private static String text(SpanData span) {
		return span.getAttributes().get(AttributeKey.stringKey("tracing.sampling.reason")) + " " + span.getName();
	}

}
