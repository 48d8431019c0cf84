/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import org.apache.kafka.common.utils.Exit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A real Kafka broker in this JVM.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

	@Bean
	EmbeddedKafkaKraftBroker broker(@Value("${shop.kafka.bootstrap-servers}") String address,
			@Value("${shop.broker.fixed-port:false}") boolean fixedPort) {
		// The test kit deletes its files when the JVM stops, while the broker still uses
		// them; closing the broker deletes them too, after that.
		Exit.setShutdownHookAdder((name, action) -> {
		});
		EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, "orders");
		// Not the default, spring.kafka.bootstrap-servers: it would become a system
		// property, which outranks every configuration file in the JVM.
		broker.brokerListProperty("shop.broker.address");
		if (fixedPort) {
			listenOn(broker, address);
		}
		return broker;
	}

	// The test kit binds EXTERNAL to any port, so that the known port needs another name.
	private static void listenOn(EmbeddedKafkaKraftBroker broker, String address) {
		broker.brokerProperty("listeners",
				"SHOP://%s,EXTERNAL://localhost:0,CONTROLLER://localhost:0".formatted(address));
		broker.brokerProperty("listener.security.protocol.map",
				"SHOP:PLAINTEXT,EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
	}

}
