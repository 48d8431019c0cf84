/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.Operations;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.core.ProducerPostProcessor;

/**
 * Adds tracing to every producer factory, whoever made it.
 */
final class ProducerFactoryPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(ProducerFactoryPostProcessor.class);

	private final ObjectProvider<Operations> operations;

	private final ObjectProvider<MessagingSemantics> messaging;

	ProducerFactoryPostProcessor(ObjectProvider<Operations> operations, ObjectProvider<MessagingSemantics> messaging) {
		this.operations = operations;
		this.messaging = messaging;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ProducerFactory<?, ?> factory) {
			trace(factory, beanName);
		}
		return bean;
	}

	private <K, V> void trace(ProducerFactory<K, V> factory, String beanName) {
		for (ProducerPostProcessor<K, V> present : factory.getPostProcessors()) {
			if (present instanceof TracingProducerPostProcessor) {
				return;
			}
		}
		try {
			factory.addPostProcessor(new TracingProducerPostProcessor<>(this.operations, this.messaging));
		}
		catch (UnsupportedOperationException ex) {
			logger.debug("Producer factory '" + beanName + "' takes no post-processor and is not traced", ex);
		}
	}

}
