/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Adds tracing to listener containers that lost it, because a customizer replaced the
 * interceptor of their factory. Starts before any container does.
 */
final class RegisteredContainers implements SmartLifecycle {

	private final Deliveries deliveries;

	private final ObjectProvider<KafkaListenerEndpointRegistry> registries;

	private volatile boolean running;

	RegisteredContainers(Deliveries deliveries, ObjectProvider<KafkaListenerEndpointRegistry> registries) {
		this.deliveries = deliveries;
		this.registries = registries;
	}

	@Override
	public void start() {
		this.running = true;
		for (KafkaListenerEndpointRegistry registry : this.registries) {
			for (MessageListenerContainer container : registry.getAllListenerContainers()) {
				if (container instanceof AbstractMessageListenerContainer<?, ?> known) {
					ListenerPostProcessor.trace(known, () -> this.deliveries);
				}
			}
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
