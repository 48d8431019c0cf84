package com.example.greeting;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user's test that asserts spans, as the README shows it.
 */
@SpringBootTest(properties = "tracing.sampling.ratio=1.0")
class AssertingSpansTests {

	private static final InMemorySpanExporter spans = InMemorySpanExporter.create();

	@Autowired
	private GreetingService greetings;

	@BeforeEach
	void forgetEarlierSpans() {
		spans.reset();
	}

	@Test
	void greetingIsTraced() {
		this.greetings.say("Ada");
		assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("greeting.say");
		SpanData span = spans.getFinishedSpanItems().get(0);
		assertThat(span.getAttributes().get(AttributeKey.stringKey("greeting.name"))).isEqualTo("Ada");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class SpansInMemory {

		@Bean
		SpanProcessor spansInMemory() {
			return SimpleSpanProcessor.create(spans);
		}

	}

}
