/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.function.Supplier;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * Adds tracing to every listener container factory and to every container that is a bean,
 * around the interceptors that they have.
 */
final class ListenerPostProcessor implements BeanPostProcessor {

	private final Supplier<Deliveries> deliveries;

	ListenerPostProcessor(Supplier<Deliveries> deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
			trace(factory);
		}
		else if (bean instanceof AbstractMessageListenerContainer<?, ?> container) {
			trace(container, this.deliveries);
		}
		return bean;
	}

	private <K, V> void trace(AbstractKafkaListenerContainerFactory<?, K, V> factory) {
		factory.setRecordInterceptor(TracingRecordInterceptor.around(factory.getRecordInterceptor(), this.deliveries));
		factory.setBatchInterceptor(TracingBatchInterceptor.around(factory.getBatchInterceptor(), this.deliveries));
	}

	static <K, V> void trace(AbstractMessageListenerContainer<K, V> container, Supplier<Deliveries> deliveries) {
		container.setRecordInterceptor(TracingRecordInterceptor.around(container.getRecordInterceptor(), deliveries));
		container.setBatchInterceptor(TracingBatchInterceptor.around(container.getBatchInterceptor(), deliveries));
	}

}
