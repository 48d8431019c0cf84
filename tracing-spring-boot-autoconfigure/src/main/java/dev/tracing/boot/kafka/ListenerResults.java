/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerStartingEvent;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DelegatingMessageListener;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.RecordMessagingMessageListenerAdapter;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/**
 * Has listener methods tell when their result is complete. The only ones they tell are
 * Observations, so that each traced container's adapter gets a registry that passes it
 * on. Who waits for replies is no listener method and tells nothing.
 */
final class ListenerResults implements ApplicationListener<ConsumerStartingEvent> {

	private final Deliveries deliveries;

	private final ObjectProvider<ObservationRegistry> registry;

	ListenerResults(Deliveries deliveries, ObjectProvider<ObservationRegistry> registry) {
		this.deliveries = deliveries;
		this.registry = registry;
	}

	@Override
	public void onApplicationEvent(ConsumerStartingEvent event) {
		if (event.getSource() instanceof AbstractMessageListenerContainer<?, ?> container && isTraced(container)) {
			ContainerProperties properties = container.getContainerProperties();
			this.deliveries.expectReplies(properties.getMessageListener() instanceof ReplyingKafkaTemplate);
			MessagingMessageListenerAdapter<?, ?> adapter = findAdapter(properties.getMessageListener());
			if (adapter != null) {
				adapter.setObservationRegistry(
						new ListenerObservationRegistry(this.deliveries, registryOf(adapter, properties)));
			}
		}
	}

	// Events of child contexts arrive here as well.
	private boolean isTraced(AbstractMessageListenerContainer<?, ?> container) {
		return (container.getRecordInterceptor() instanceof TracingRecordInterceptor<?, ?> interceptor
				&& interceptor.feeds(this.deliveries))
				|| (container.getBatchInterceptor() instanceof TracingBatchInterceptor<?, ?> batchInterceptor
						&& batchInterceptor.feeds(this.deliveries));
	}

	private static @Nullable MessagingMessageListenerAdapter<?, ?> findAdapter(@Nullable Object listener) {
		Object target = listener;
		while (target instanceof DelegatingMessageListener<?> delegating) {
			target = delegating.getDelegate();
		}
		return (target instanceof MessagingMessageListenerAdapter<?, ?> adapter) ? adapter : null;
	}

	// The same one that the container chose for it.
	private ObservationRegistry registryOf(MessagingMessageListenerAdapter<?, ?> adapter,
			ContainerProperties properties) {
		ObservationRegistry chosen = properties.getObservationRegistry();
		if (adapter.getClass() != RecordMessagingMessageListenerAdapter.class) {
			return ObservationRegistry.NOOP;
		}
		if (!chosen.isNoop() || !properties.isObservationEnabled()) {
			return chosen;
		}
		return this.registry.getIfUnique(() -> ObservationRegistry.NOOP);
	}

}
