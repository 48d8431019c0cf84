/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.DeadPort;
import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans on their way to a real collector, and what happens if there is none.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtlpExportTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/v1/traces" })
	void spansArriveOverHttpAtBaseAndFullUrl(String path) {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			exportOne("--tracing.export.endpoint=" + receiver.endpoint() + path);
			assertThat(receiver.spans()).extracting(Span::getName).containsExactly("work");
		}
	}

	@Test
	void spansArriveOverGrpcIfTheProtocolSaysSo() {
		try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
			exportOne("--tracing.export.endpoint=" + receiver.endpoint(), "--tracing.export.protocol=grpc",
					"--tracing.export.headers.x-tenant=a");
			assertThat(receiver.spans()).extracting(Span::getName).containsExactly("work");
			assertThat(receiver.headers().get(0)).containsEntry("x-tenant", List.of("a"));
		}
	}

	@Test
	void headersAndCompressionAreSent() {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			exportOne("--tracing.export.endpoint=" + receiver.endpoint(), "--tracing.export.compression=gzip",
					"--tracing.export.headers.x-tenant=a", "--tracing.export.headers.authorization=Bearer t",
					"--management.opentelemetry.tracing.export.otlp.headers.x-tenant=b");
			assertThat(receiver.headers().get(0)).containsEntry("X-tenant", List.of("b"))
				.containsEntry("Authorization", List.of("Bearer t"))
				.containsEntry("Content-encoding", List.of("gzip"));
			assertThat(receiver.spans()).hasSize(1);
		}
	}

	@Test
	void resourceNamesTheService() {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			exportOne("--tracing.export.endpoint=" + receiver.endpoint(), "--spring.application.name=orders",
					"--spring.profiles.active=staging", "--spring.application.version=1.2.3");
			assertThat(receiver.requests().get(0).getResourceSpans(0).getResource().getAttributesList())
				.anySatisfy((attribute) -> {
					assertThat(attribute.getKey()).isEqualTo("service.name");
					assertThat(attribute.getValue().getStringValue()).isEqualTo("orders");
				})
				.anySatisfy((attribute) -> {
					assertThat(attribute.getKey()).isEqualTo("service.version");
					assertThat(attribute.getValue().getStringValue()).isEqualTo("1.2.3");
				})
				.anySatisfy((attribute) -> {
					assertThat(attribute.getKey()).isEqualTo("deployment.environment.name");
					assertThat(attribute.getValue().getStringValue()).isEqualTo("staging");
				})
				.anySatisfy((attribute) -> assertThat(attribute.getKey()).isEqualTo("service.instance.id"));
		}
	}

	@Test
	@Timeout(30)
	void closingIsBoundedIfTheCollectorRefuses(CapturedOutput output) {
		try (DeadPort dead = new DeadPort()) {
			assertThat(exportOne("--tracing.export.endpoint=http://localhost:" + dead.port(),
					"--tracing.export.shutdown-timeout=1s"))
				.isLessThan(Duration.ofSeconds(4));
		}
		assertThat(output).contains("tracing.export.shutdown-timeout");
	}

	@Test
	@Timeout(30)
	void closingIsBoundedIfTheCollectorHangs(CapturedOutput output) throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			assertThat(exportOne("--tracing.export.endpoint=http://localhost:" + socket.getLocalPort(),
					"--tracing.export.shutdown-timeout=1s"))
				.isLessThan(Duration.ofSeconds(4));
		}
		assertThat(output).contains("tracing.export.shutdown-timeout");
	}

	@Test
	void whatALimitDropsIsCountedAndSaidOnce(CapturedOutput output) {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			export(List.of("one", "two"), "--tracing.export.endpoint=" + receiver.endpoint(),
					"--tracing.limits.max-attributes=1");
			assertThat(receiver.spans()).hasSize(2)
				.allSatisfy((span) -> assertThat(span.getDroppedAttributesCount()).isEqualTo(1));
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("tracing.limits.max-attributes")))
			.singleElement()
			.asString()
			.contains("Dropped 1 attributes of span 'one'");
	}

	private static Duration exportOne(String... args) {
		return export(List.of("work"), args);
	}

	/**
	 * Returns how long closing took.
	 */
	private static Duration export(List<String> names, String... args) {
		List<String> all = new ArrayList<>(List.of(args));
		all.add("--tracing.sampling.ratio=1.0");
		ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
			.web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.run(all.toArray(String[]::new));
		for (String name : names) {
			context.getBean(OpenTelemetry.class)
				.getTracer("test")
				.spanBuilder(name)
				.setAttribute("first", 1)
				.setAttribute("second", 2)
				.startSpan()
				.end();
		}
		long start = System.nanoTime();
		context.close();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
