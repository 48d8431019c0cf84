/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;

import dev.tracing.boot.kafka.KafkaBroker;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Through a Kafka broker, to a listener that takes what a poll brought at once: here one
 * record, because a batch of several comes from several places.
 */
final class KafkaBatchHops {

	private KafkaBatchHops() {
	}

	abstract static class Batch implements Hop {

		private final String mode;

		Batch(String mode) {
			this.mode = mode;
		}

		private String topic() {
			return "hop-batches-" + this.mode;
		}

		@Override
		public String group() {
			return "`KafkaTemplate`";
		}

		@Override
		public String name() {
			return "batch `@KafkaListener`, `tracing.kafka.batch=" + this.mode + "`";
		}

		@Override
		public Class<?> application() {
			return Application.class;
		}

		@Override
		public String[] properties() {
			KafkaBroker.get().addTopicsWithResults(topic());
			return new String[] { "spring.kafka.bootstrap-servers=" + KafkaBroker.get().getBrokersAsString(),
					"tracing.kafka.batch=" + this.mode, "topic=" + topic() };
		}

		@Override
		public int spans() {
			return 2;
		}

		@Override
		@SuppressWarnings("unchecked")
		public void cross(ApplicationContext application) {
			application.getBean(KafkaTemplate.class).send(topic(), "order").join();
		}

	}

	static final class SingleParent extends Batch {

		SingleParent() {
			super("single-parent");
		}

	}

	static final class PerRecord extends Batch {

		PerRecord() {
			super("per-record");
		}

		@Override
		public String note() {
			return "a batch of one record; of several, each has a span of its own in its sender's trace";
		}

	}

	static final class Links extends Batch {

		Links() {
			super("links");
		}

		@Override
		public boolean startsTrace() {
			return true;
		}

		@Override
		public int spansOfCaller() {
			return 1;
		}

		@Override
		public String note() {
			return "a batch is a trace of its own, linked to the traces of its senders";
		}

	}

	static class Listener {

		private final Handoff handoff;

		Listener(Handoff handoff) {
			this.handoff = handoff;
		}

		@KafkaListener(topics = "${topic}", batch = "true", groupId = "hop-batches")
		void on(List<String> orders) {
			this.handoff.arrive();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Listener batchListener(Handoff handoff) {
			return new Listener(handoff);
		}

	}

}
