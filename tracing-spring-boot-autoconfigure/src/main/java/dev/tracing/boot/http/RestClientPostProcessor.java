/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Traces RestClients, their builders and RestTemplates that are beans, whoever made them.
 */
final class RestClientPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<RestClientTracing> tracing;

	RestClientPostProcessor(ObjectProvider<RestClientTracing> tracing) {
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RestClient client) {
			return this.tracing.getObject().traced(client);
		}
		if (bean instanceof RestClient.Builder builder) {
			this.tracing.getObject().customize(builder);
		}
		else if (bean instanceof RestTemplate template) {
			this.tracing.getObject().customize(template);
		}
		return bean;
	}

}
