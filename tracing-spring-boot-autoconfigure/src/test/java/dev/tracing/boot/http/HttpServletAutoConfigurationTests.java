/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.EnumSet;

import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

class HttpServletAutoConfigurationTests {

	private static final String FILTER = "tracingServletFilter";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TracingAutoConfiguration.class, HttpServletAutoConfiguration.class))
		.withBean(OpenTelemetry.class, OpenTelemetry::noop);

	@Test
	void registersTheFilterForAllDispatchesBehindForwardedHeaders() {
		this.runner.run((context) -> {
			FilterRegistrationBean<?> registration = context.getBean(FILTER, FilterRegistrationBean.class);
			assertThat(registration.getFilter()).isInstanceOf(TracingFilter.class);
			assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 1);
			assertThat(registration.isAsyncSupported()).isTrue();
			assertThat(registration.determineDispatcherTypes())
				.isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
			assertThat(context).hasBean("tracingRequestEnd");
		});
	}

	@Test
	void badPropertiesFailTheStart() {
		this.runner.withPropertyValues("tracing.http.server.exclude=internal/**")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.http.server.exclude"));
		this.runner.withPropertyValues("tracing.http.server.response-header=X Trace")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("Write a name such as X-Trace-Id"));
		this.runner.withPropertyValues("tracing.http.server.response-header=TraceResponse")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.http.server.trace-response=true"));
	}

	@Test
	void theUsersRegistrationReplacesOurs() {
		this.runner.withUserConfiguration(OwnFilter.class)
			.run((context) -> assertThat(context.getBean(FILTER, FilterRegistrationBean.class).getFilter())
				.isNotInstanceOf(TracingFilter.class));
	}

	@Test
	void backsOffWithoutServletsOrSpringWeb() {
		this.runner.withClassLoader(new FilteredClassLoader(Filter.class))
			.run((context) -> assertThat(context).doesNotHaveBean(FILTER));
		this.runner.withClassLoader(new FilteredClassLoader(ServerRequestObservationContext.class))
			.run((context) -> assertThat(context).doesNotHaveBean(FILTER));
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(TracingAutoConfiguration.class, HttpServletAutoConfiguration.class))
			.withBean(OpenTelemetry.class, OpenTelemetry::noop)
			.run((context) -> assertThat(context).hasSingleBean(Operations.class).doesNotHaveBean(FILTER));
	}

	@Test
	void theFeatureCanBeTurnedOff() {
		this.runner.withPropertyValues("tracing.http.server.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FILTER).doesNotHaveBean("tracingRequestEnd"));
	}

	@Test
	void disabledTracingStillPassesTheCallersContextOn() {
		this.runner.withPropertyValues("tracing.enabled=false").run((context) -> {
			assertThat(context.getBean(FILTER, FilterRegistrationBean.class).getFilter())
				.isInstanceOf(PassThroughFilter.class);
			assertThat(context).doesNotHaveBean("tracingRequestEnd");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilter {

		@Bean
		FilterRegistrationBean<Filter> tracingServletFilter() {
			return new FilterRegistrationBean<>((request, response, chain) -> chain.doFilter(request, response));
		}

	}

}
