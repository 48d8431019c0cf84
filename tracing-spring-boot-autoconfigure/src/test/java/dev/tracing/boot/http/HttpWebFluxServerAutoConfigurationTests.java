/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Map;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class HttpWebFluxServerAutoConfigurationTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void handlerAndCustomizerAreThereByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(ReactiveServerObservationHandler.class);
			assertThat(context).hasSingleBean(ReactiveServerCustomizer.class);
		});
	}

	@Test
	void propertyOfFeatureTurnsItOff() {
		this.runner.withPropertyValues("tracing.http.server.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ReactiveServerObservationHandler.class);
			assertThat(context).doesNotHaveBean(ReactiveServerCustomizer.class);
		});
	}

	@Test
	void brokenPatternStopsTheStart() {
		this.runner.withPropertyValues("tracing.http.server.exclude=internal/**")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("tracing.http.server.exclude"));
	}

	@Test
	void brokenNameOfTheResponseHeaderStopsTheStart() {
		this.runner.withPropertyValues("tracing.http.server.response-header=X Trace")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("tracing.http.server.response-header"));
	}

	@Test
	void nameOfTheResponseHeaderIsTrimmed() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("own", Map.of("tracing.http.server.response-header", " X-Trace-Id "))))
			.run((context) -> assertThat(
					WebFluxApplication.get(context, "/orders/7").headers().firstValue("x-trace-id"))
				.hasValue(this.spans.take().getTraceId()));
	}

	@Test
	void backsOffWithoutTracer() {
		this.runner.withClassLoader(new FilteredClassLoader(Tracer.class))
			.run((context) -> assertThat(context).doesNotHaveBean("tracingReactiveServerObservationHandler"));
	}

	@Test
	void backsOffWithoutWebFlux() {
		this.runner.withClassLoader(new FilteredClassLoader(WebHttpHandlerBuilderCustomizer.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveServerObservationHandler.class));
	}

	@Test
	void backsOffInServletApplication() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(HttpWebFluxServerAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveServerObservationHandler.class));
	}

}
