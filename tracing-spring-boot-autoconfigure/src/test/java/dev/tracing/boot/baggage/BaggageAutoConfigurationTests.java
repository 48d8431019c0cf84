/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class BaggageAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(BaggageAutoConfiguration.class,
			TracingAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void withoutAFieldThereIsNothing() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(BaggageHeaders.class)
			.doesNotHaveBean(BaggageAttributes.class)
			.doesNotHaveBean(BaggageLogListener.class));
	}

	@Test
	void aFieldIsReadAndShown() {
		this.contextRunner.withPropertyValues("tracing.baggage.fields.tenant.attribute=business.tenant_id")
			.run((context) -> {
				assertThat(context).hasSingleBean(BaggageHeaders.class);
				assertThat(context.getBean(BaggageAttributes.class).isStartRequired()).isTrue();
			});
	}

	@Test
	void onlyWhereAFieldIsLoggedScopesAreListenedTo() {
		this.contextRunner.withPropertyValues("tracing.baggage.fields.tenant.attribute=business.tenant_id")
			.run((context) -> assertThat(context).doesNotHaveBean(BaggageLogListener.class));
		this.contextRunner.withPropertyValues("tracing.baggage.fields.tenant.mdcKey=tenant")
			.run((context) -> assertThat(context).hasSingleBean(BaggageLogListener.class));
	}

	@Test
	void spansThatAreDroppedStillGetNoAttributes() {
		ApplicationContextRunner application = this.contextRunner
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
			.withPropertyValues("tracing.baggage.fields.tenant.attribute=business.tenant_id",
					"management.tracing.sampling.probability=0.000000001");
		application.run((context) -> assertThat(startsWithAttributes(context)).isFalse());
		application.withBean(RecordedSpans.class).run((context) -> assertThat(startsWithAttributes(context)).isTrue());
	}

	private static boolean startsWithAttributes(ApplicationContext context) {
		AtomicBoolean asked = new AtomicBoolean();
		context.getBean(Operations.class).start(Context.root(), new SpanSemantics<String>() {

			@Override
			public SpanKind kind() {
				return SpanKind.SERVER;
			}

			@Override
			public String name(String request) {
				return request;
			}

			@Override
			public void onStart(SpanStart span, String request) {
				asked.set(true);
			}

		}, "work").end();
		return asked.get();
	}

	@Test
	void onlyWhereAFieldIsAboutTheUserHeIsAskedFor() {
		WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS);
		web.withPropertyValues("tracing.baggage.fields.tenant.from-header=X-Tenant")
			.run((context) -> assertThat(context.getBean(FilterRegistrationBean.class).isEnabled()).isFalse());
		web.withPropertyValues("tracing.baggage.fields.tenant.from-claim=tenant")
			.run((context) -> assertThat(context.getBean(FilterRegistrationBean.class).isEnabled()).isTrue());
	}

	@ParameterizedTest
	@CsvSource({ "tracing.enabled", "tracing.baggage.enabled" })
	void isGoneWhenDisabled(String property) {
		this.contextRunner
			.withPropertyValues("tracing.baggage.fields.tenant.attribute=business.tenant_id", property + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BaggageHeaders.class));
	}

	@Test
	void isGoneWithoutTheBridge() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(OtelTracer.class))
			.withPropertyValues("tracing.baggage.fields.tenant.attribute=business.tenant_id")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BaggageHeaders.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "max-values | 0", "max-values-interval | 0s", "max-value-length | 0", "fields[ten ant].attribute | x",
					"fields[tenant].from-header | X Tenant", "fields[tenant].attribute | ' '",
					"fields[tenant].mdc-key | ' '", "fields[tenant].from-claim | ' '" })
	void aBadValueFailsTheStart(String property, String value) {
		this.contextRunner
			.withPropertyValues("tracing.baggage.fields.other.attribute=a", "tracing.baggage." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.baggage."));
	}

}
