/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Logger;
import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real collector and the console get to see of secrets.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedactedExportTests {

	private static final String CARD = "4111111111111111";

	private static final List<String> SECRETS = List.of(CARD, "hunter2", "s3cr3t");

	@Test
	void noSecretIsInTheBytesThatTheCollectorReceives() {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			run("--tracing.export.endpoint=" + receiver.endpoint(),
					"--management.opentelemetry.resource-attributes.process.command_line=java --password=hunter2");
			assertThat(receiver.spans()).singleElement()
				.satisfies((span) -> assertThat(span.getName()).isEqualTo("pay REDACTED"))
				.satisfies((span) -> assertThat(OtlpReceiver.text(span.getAttributesList(), "app.tenant"))
					.isEqualTo("t REDACTED"))
				.satisfies((span) -> assertThat(OtlpReceiver.text(span.getLinks(0).getAttributesList(), "app.link"))
					.isEqualTo("of REDACTED"));
			assertThat(receiver.requests()).allSatisfy((request) -> {
				String bytes = new String(request.toByteArray(), StandardCharsets.ISO_8859_1);
				assertThat(bytes).contains("REDACTED", "app.note").doesNotContain(SECRETS.toArray(String[]::new));
			});
		}
	}

	@Test
	void consolePrintsWhatIsLeft(CapturedOutput output) {
		run("--tracing.console=json");
		assertThat(output.getOut()).contains("\"name\":\"pay REDACTED\"")
			.contains("\"app.note\":\"x REDACTED\"")
			.doesNotContain(SECRETS.toArray(String[]::new));
	}

	@Test
	void debugLinesShowWhatIsLeft(CapturedOutput output) {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			run("--tracing.export.endpoint=" + receiver.endpoint(), "--logging.level.dev.tracing.boot=debug",
					"--filtered=true");
		}
		finally {
			((Logger) LoggerFactory.getLogger("dev.tracing.boot")).setLevel(null);
		}
		assertThat(output.getOut()).contains("span 'pay REDACTED': RECORD_AND_SAMPLE")
			.contains("Span 'pay REDACTED' (INTERNAL) has no parent")
			.contains("Taken out by a SpanExportingPredicate or SpanFilter: [pay REDACTED]")
			.doesNotContain(SECRETS.toArray(String[]::new));
	}

	private static void run(String... args) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
			.web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.properties("tracing.sampling.ratio=1.0", "tracing.baggage.fields.tenant.attribute=app.tenant")
			.run(args)) {
			Span span = context.getBean(OpenTelemetry.class)
				.getTracer("test")
				.spanBuilder("pay " + CARD)
				.setParent(Baggage.builder().put("tenant", "t " + CARD).build().storeInContext(Context.root()))
				.addLink(
						SpanContext.create("00000000000000000000000000000001", "0000000000000001",
								TraceFlags.getSampled(), TraceState.getDefault()),
						Attributes.of(AttributeKey.stringKey("app.link"), "of " + CARD))
				.setAttribute("app.note", "x " + CARD)
				.setAttribute("app.number", Long.parseLong(CARD))
				.setAttribute("user.password", "hunter2")
				.setAttribute(AttributeKey.stringArrayKey("app.notes"), List.of("a", CARD))
				.startSpan();
			span.addEvent("charged " + CARD, Attributes.of(AttributeKey.stringKey("app.url"), "https://u:s3cr3t@h/"));
			span.recordException(new IllegalStateException("declined " + CARD,
					new IllegalArgumentException("{\"password\":\"hunter2\"}")));
			span.setStatus(StatusCode.ERROR, "declined " + CARD);
			span.end();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

		@Bean
		@ConditionalOnProperty("filtered")
		SpanExportingPredicate nothing() {
			return (span) -> false;
		}

	}

}
