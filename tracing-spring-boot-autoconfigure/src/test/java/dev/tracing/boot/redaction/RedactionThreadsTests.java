/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody who ends a span waits for redaction or export.
 */
class RedactionThreadsTests {

	@Test
	void spansAreRedactedOnTheExportThreadAlone() {
		Looks looks = new Looks();
		try (OtlpReceiver receiver = OtlpReceiver.http();
				ConfigurableApplicationContext context = new SpringApplicationBuilder(
						RedactedExportTests.EmptyApplication.class)
					.web(WebApplicationType.NONE)
					.properties(Excluded.technologies())
					.properties("tracing.sampling.ratio=1.0")
					.initializers((GenericApplicationContext application) -> application
						.registerBean(SensitiveValueDetector.class, () -> looks))
					.run("--tracing.export.endpoint=" + receiver.endpoint())) {
			context.getBean(OpenTelemetry.class)
				.getTracer("test")
				.spanBuilder("work")
				.setAttribute("app.note", "a text")
				.startSpan()
				.end();
			context.close();
			assertThat(receiver.spans()).hasSize(1);
			assertThat(looks.threads).isNotEmpty().allMatch((name) -> name.startsWith("tracing-export"));
		}
	}

	/**
	 * Remembers who looked.
	 */
	private static final class Looks implements SensitiveValueDetector {

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		@Override
		public String name() {
			return "looks";
		}

		@Override
		public void detect(String key, CharSequence text, Findings findings) {
			this.threads.add(Thread.currentThread().getName());
		}

	}

}
