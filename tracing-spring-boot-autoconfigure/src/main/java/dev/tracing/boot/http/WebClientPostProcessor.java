/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Traces WebClients and their builders that are beans, whoever made them.
 */
final class WebClientPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<WebClientTracing> tracing;

	WebClientPostProcessor(ObjectProvider<WebClientTracing> tracing) {
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WebClient client) {
			return this.tracing.getObject().traced(client);
		}
		if (bean instanceof WebClient.Builder builder) {
			this.tracing.getObject().customizeWithRegistry(builder);
		}
		return bean;
	}

}
