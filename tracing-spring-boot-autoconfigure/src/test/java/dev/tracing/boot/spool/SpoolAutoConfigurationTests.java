/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether and how there is a spool.
 */
class SpoolAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class, SpoolAutoConfiguration.class))
		.withUserConfiguration(BootsProperties.class);

	@Test
	void thereIsNoneByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).doesNotHaveBean(Spool.class);
			assertThat(scheduleDelay(context)).isEqualTo(Duration.ofSeconds(5));
		});
	}

	@Test
	void onePropertyMakesOneAndBatchesLeaveOftenEnough() {
		this.contextRunner.withPropertyValues("tracing.export.spool.enabled=true").run((context) -> {
			assertThat(context).hasSingleBean(Spool.class);
			assertThat(context.getBean(Spool.class).maxDelay()).isEqualTo(Duration.ofSeconds(1));
			assertThat(scheduleDelay(context)).isEqualTo(Duration.ofMillis(250));
		});
	}

	@Test
	void batchesThatLeaveMoreOftenStayAsTheyAre() {
		this.contextRunner
			.withPropertyValues("tracing.export.spool.enabled=true",
					"management.opentelemetry.tracing.export.schedule-delay=50ms")
			.run((context) -> assertThat(scheduleDelay(context)).isEqualTo(Duration.ofMillis(50)));
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.export.spool.enabled=true", "tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Spool.class));
	}

	@Test
	void needsTheSdk() {
		this.contextRunner.withPropertyValues("tracing.export.spool.enabled=true")
			.withClassLoader(new FilteredClassLoader("io.opentelemetry.sdk.trace"))
			.run((context) -> assertThat(context).doesNotHaveBean(Spool.class));
	}

	@ParameterizedTest
	@CsvSource({ "max-size, 63KB", "directory, ' '", "max-age, 0s", "max-delay, 99ms", "max-requests-per-second, 0" })
	void valueWithWhichNothingCouldBeKeptFailsTheStart(String name, String value) {
		this.contextRunner
			.withPropertyValues("tracing.export.spool.enabled=true", "tracing.export.spool." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.export.spool." + name));
	}

	private static Duration scheduleDelay(ApplicationContext context) {
		return context.getBean(OpenTelemetryTracingProperties.class).getExport().getScheduleDelay();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OpenTelemetryTracingProperties.class)
	static class BootsProperties {

	}

}
