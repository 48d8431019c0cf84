/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which Observations of Spring Boot's messaging are switched on.
 */
class MessagingDefaultsTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "spring.rabbitmq.template.observation-enabled",
			"spring.rabbitmq.listener.simple.observation-enabled",
			"spring.rabbitmq.listener.direct.observation-enabled",
			"spring.rabbitmq.listener.stream.observation-enabled", "spring.pulsar.template.observations-enabled",
			"spring.pulsar.listener.observation-enabled" })
	void observationIsOnUnlessTheUserSaysNoOrTracingIsOff(String property) {
		install(Map.of());
		assertThat(this.environment.getProperty(property)).isEqualTo("true");
		assertThat(with(Map.of(property, "false")).getProperty(property)).isEqualTo("false");
		assertThat(with(Map.of("tracing.enabled", "false")).getProperty(property)).isNull();
		assertThat(with(Map.of("management.opentelemetry.enabled", "false")).getProperty(property)).isNull();
	}

	@Test
	void springBootReadsThemSo() {
		install(Map.of());
		RabbitProperties properties = Binder.get(this.environment)
			.bindOrCreate("spring.rabbitmq", RabbitProperties.class);
		assertThat(properties.getTemplate().isObservationEnabled()).isTrue();
		assertThat(properties.getListener().getSimple().isObservationEnabled()).isTrue();
		assertThat(properties.getListener().getDirect().isObservationEnabled()).isTrue();
		assertThat(properties.getListener().getStream().isObservationEnabled()).isTrue();
	}

	@Test
	void kafkaNeedsNone() {
		install(Map.of());
		assertThat(this.environment.getProperty("spring.kafka.template.observation-enabled")).isNull();
		assertThat(this.environment.getProperty("spring.kafka.listener.observation-enabled")).isNull();
	}

	private static StandardEnvironment with(Map<String, Object> properties) {
		MessagingDefaultsTests other = new MessagingDefaultsTests();
		other.install(properties);
		return other.environment;
	}

	private void install(Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("user", properties));
		TracingEnvironmentPostProcessor.install(this.environment, getClass().getClassLoader());
	}

}
