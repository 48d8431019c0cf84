/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import dev.tracing.boot.kafka.KafkaBroker;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Through a Kafka broker.
 */
final class KafkaHop implements Hop {

	private static final String TOPIC = "hops";

	@Override
	public String group() {
		return "`KafkaTemplate`";
	}

	@Override
	public String name() {
		return "`@KafkaListener`";
	}

	@Override
	public Class<?> application() {
		return Application.class;
	}

	@Override
	public String[] properties() {
		KafkaBroker.get().addTopicsWithResults(TOPIC);
		return new String[] { "spring.kafka.bootstrap-servers=" + KafkaBroker.get().getBrokersAsString() };
	}

	// One of the producer, one of the listener.
	@Override
	public int spans() {
		return 2;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void cross(ApplicationContext application) {
		application.getBean(KafkaTemplate.class).send(TOPIC, "order").join();
	}

	static class Listener {

		private final Handoff handoff;

		Listener(Handoff handoff) {
			this.handoff = handoff;
		}

		@KafkaListener(topics = TOPIC)
		void on(String order) {
			this.handoff.arrive();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Listener listener(Handoff handoff) {
			return new Listener(handoff);
		}

	}

}
