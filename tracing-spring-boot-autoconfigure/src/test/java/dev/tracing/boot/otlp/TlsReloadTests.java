/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.nio.file.Path;
import java.time.Duration;

import dev.tracing.boot.Excluded;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector that wants to know who calls, and certificates that change while the
 * application runs.
 */
@Timeout(60)
class TlsReloadTests {

	@TempDir
	private Path directory;

	@Test
	void mutualTlsGoesOnAfterTheCertificatesChange() throws Exception {
		Certificate first = Certificate.make(this.directory, "first");
		Certificate second = Certificate.make(this.directory, "second");
		Path used = this.directory.resolve("used.p12");
		first.copyTo(used);
		try (FaultyCollector collector = new FaultyCollector(first.context())) {
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.ssl.bundle=collector")
				.withPropertyValues(Certificate.bundle(used))
				.run((context) -> {
					Batches batches = new Batches(context);
					assertThat(batches.sendAndWait(1).isSuccess()).isTrue();
					collector.restart(second.context());
					second.copyTo(used);
					await().atMost(Duration.ofSeconds(30)).until(() -> batches.sendAndWait(1).isSuccess());
					assertThat(collector.names()).contains("span-0", "span-" + (batches.sent() - 1));
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "http://localhost:1" })
	void destinationWithANameHasItsOwnNewCertificates(String endpoint) throws Exception {
		Certificate first = Certificate.make(this.directory, "first");
		Certificate second = Certificate.make(this.directory, "second");
		Path used = this.directory.resolve("used.p12");
		first.copyTo(used);
		try (FaultyCollector collector = new FaultyCollector(first.context());
				ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
					.web(WebApplicationType.NONE)
					.properties(Excluded.technologies())
					.properties(Certificate.bundle(used))
					.run("--tracing.export.endpoint=" + endpoint, "--tracing.sampling.ratio=1.0",
							"--tracing.export.shutdown-timeout=1s", "--tracing.export.batch.schedule-delay=20ms",
							"--tracing.export.destinations.vendor.endpoint=" + collector.endpoint(),
							"--tracing.export.destinations.vendor.ssl-bundle=collector")) {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
			tracer.spanBuilder("before").startSpan().end();
			await().until(() -> collector.names().contains("before"));
			collector.restart(second.context());
			second.copyTo(used);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				tracer.spanBuilder("after").startSpan().end();
				return collector.names().contains("after");
			});
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
