/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.Map;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * One broker for all tests. It stops after the last one, not with the JVM, where it would
 * lose its files while it still writes them.
 */
public final class KafkaBroker implements BeforeAllCallback {

	private static final EmbeddedKafkaBroker BROKER = start();

	public static EmbeddedKafkaBroker get() {
		return BROKER;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		AutoCloseable stop = BROKER::destroy;
		// The root ends with each class where several processes share the classes.
		context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
			.computeIfAbsent(KafkaBroker.class, (key) -> stop);
	}

	private static EmbeddedKafkaBroker start() {
		EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1).brokerProperties(
				Map.of("group.initial.rebalance.delay.ms", "0", "transaction.state.log.replication.factor", "1",
						"transaction.state.log.min.isr", "1", "offsets.topic.replication.factor", "1"));
		broker.afterPropertiesSet();
		return broker;
	}

}
