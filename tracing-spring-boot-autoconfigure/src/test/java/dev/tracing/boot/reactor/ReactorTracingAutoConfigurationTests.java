/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.time.Duration;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReactorTracingAutoConfiguration}.
 */
class ReactorTracingAutoConfigurationTests {

	@Test
	void hookIsThereAsLongAsTheApplication() {
		assertThat(publisher()).isNotInstanceOf(SpanPublisher.class);
		ReactiveApplication.runner().run((context) -> assertThat(publisher()).isInstanceOf(SpanPublisher.class));
		assertThat(publisher()).isNotInstanceOf(SpanPublisher.class);
	}

	@Test
	void hookStaysForTheOtherApplication() {
		ReactiveApplication.runner().run((first) -> {
			ReactiveApplication.runner().run((second) -> assertThat(publisher()).isInstanceOf(SpanPublisher.class));
			assertThat(publisher()).isInstanceOf(SpanPublisher.class);
		});
		assertThat(publisher()).isNotInstanceOf(SpanPublisher.class);
	}

	@Test
	void thereIsNoHookIfItIsDisabled() {
		ReactiveApplication.runner().withPropertyValues("tracing.reactor.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(OperatorHook.class);
			assertThat(publisher()).isNotInstanceOf(SpanPublisher.class);
		});
	}

	@Test
	void thereIsNoHookWithoutReactor() {
		ReactiveApplication.runner()
			.withClassLoader(new FilteredClassLoader(Hooks.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OperatorHook.class));
	}

	@Test
	void thereIsAHookWhereTracingIsPassedThrough() {
		ReactiveApplication.runner()
			.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	// The hook holds for the JVM, so this is no row of the propagation matrix.
	@Test
	void operatorsDoNotSeeTheSpanIfItIsDisabled() {
		ReactiveApplication.runner().withPropertyValues("tracing.reactor.enabled=false").run((context) -> {
			ReactiveApplication application = new ReactiveApplication(context.getBean(ObservationRegistry.class));
			Observation observation = application.observation("request");
			Boolean seen = Mono.delay(Duration.ofMillis(1))
				.map((tick) -> Span.current().getSpanContext().isValid())
				.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, observation))
				.block(Duration.ofSeconds(10));
			assertThat(seen).isFalse();
			observation.stop();
		});
	}

	private static Mono<Long> publisher() {
		return Mono.delay(Duration.ofHours(1));
	}

}
