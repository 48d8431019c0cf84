/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that use the broker, and what they sent and received.
 */
final class KafkaTestKit {

	private KafkaTestKit() {
	}

	static String topic() {
		String name = "t" + UUID.randomUUID().toString().substring(0, 8);
		addTopics(name);
		return name;
	}

	static void addTopics(String... names) {
		KafkaBroker.get().addTopics(names);
	}

	static ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, KafkaTracingAutoConfiguration.class,
					TracingAutoConfiguration.class, dev.tracing.boot.observation.ObservationAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withBean(RecordedSpans.class)
			.withPropertyValues("spring.kafka.bootstrap-servers=" + KafkaBroker.get().getBrokersAsString(),
					"spring.kafka.consumer.auto-offset-reset=earliest", "spring.kafka.consumer.group-id=shop",
					"management.tracing.sampling.probability=1.0");
	}

	static void inSpan(ApplicationContext context, Runnable work) {
		Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
		Span span = tracer.spanBuilder("caller").startSpan();
		try (Scope scope = span.makeCurrent()) {
			work.run();
		}
		finally {
			span.end();
		}
	}

	static void send(ApplicationContext context, String topic, String value) {
		template(context).send(topic, value).join();
	}

	@SuppressWarnings("unchecked")
	static KafkaTemplate<Object, Object> template(ApplicationContext context) {
		return context.getBean(KafkaTemplate.class);
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

		SpanData named(String name) {
			Collection<SpanData> found = allNamed(name);
			assertThat(found).as("spans named '%s' of %s", name, this.all.stream().map(SpanData::getName).toList())
				.hasSize(1);
			return found.iterator().next();
		}

		List<SpanData> allNamed(String name) {
			List<SpanData> found = new ArrayList<>();
			for (SpanData span : this.all) {
				if (span.getName().equals(name)) {
					found.add(span);
				}
			}
			return found;
		}

	}

}
