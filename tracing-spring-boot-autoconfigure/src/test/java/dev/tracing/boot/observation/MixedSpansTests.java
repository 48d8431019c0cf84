/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.annotation.Traced;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.tracing.annotation.NewSpan;
import io.micrometer.tracing.annotation.SpanTag;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Native spans, Observations and Micrometer's annotations, one inside the other.
 */
class MixedSpansTests {

	@Test
	void eachIsTheChildOfTheOneAroundIt() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.run("--tracing.sampling.ratio=1.0", "--management.observations.annotations.enabled=true")) {
			context.getBean(Outer.class).call();
			RecordedSpans recorded = context.getBean(RecordedSpans.class);
			Map<String, SpanData> spans = recorded.take(5)
				.stream()
				.collect(Collectors.toMap(SpanData::getName, Function.identity()));
			recorded.assertNoMore();
			assertThat(spans).containsOnlyKeys("outer.call", "observation", "middle.call", "new-span",
					"inner.observed");
			assertThat(spans.get("outer.call").getParentSpanContext().isValid()).isFalse();
			assertParent(spans, "observation", "outer.call");
			assertParent(spans, "middle.call", "observation");
			assertParent(spans, "new-span", "middle.call");
			assertParent(spans, "inner.observed", "new-span");
			assertThat(spans.get("new-span").getAttributes().get(AttributeKey.stringKey("tag"))).isEqualTo("value");
		}
	}

	private static void assertParent(Map<String, SpanData> spans, String child, String parent) {
		assertThat(spans.get(child).getParentSpanId()).as("parent of " + child)
			.isEqualTo(spans.get(parent).getSpanId());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@Bean
		Outer outer(ObservationRegistry registry, Middle middle) {
			return new Outer(registry, middle);
		}

		@Bean
		Middle middle(Inner inner) {
			return new Middle(inner);
		}

		@Bean
		Inner inner(Innermost innermost) {
			return new Inner(innermost);
		}

		@Bean
		Innermost innermost() {
			return new Innermost();
		}

	}

	static class Outer {

		private final ObservationRegistry registry;

		private final Middle middle;

		Outer(ObservationRegistry registry, Middle middle) {
			this.registry = registry;
			this.middle = middle;
		}

		@Traced("outer.call")
		void call() {
			Observation.createNotStarted("observation", this.registry).observe(this.middle::call);
		}

	}

	static class Middle {

		private final Inner inner;

		Middle(Inner inner) {
			this.inner = inner;
		}

		@Traced("middle.call")
		void call() {
			this.inner.call("value");
		}

	}

	// Micrometer's aspects look for public methods.
	public static class Inner {

		private final Innermost innermost;

		Inner(Innermost innermost) {
			this.innermost = innermost;
		}

		@NewSpan("new-span")
		public void call(@SpanTag("tag") String value) {
			this.innermost.call();
		}

	}

	public static class Innermost {

		@Observed(name = "inner.observed", contextualName = "inner.observed")
		public void call() {
		}

	}

}
