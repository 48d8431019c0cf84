/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.http.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Traces the JDK's clients that are beans. A client of another make is left alone: it may
 * be injected by its own class.
 */
final class JdkClientPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<HttpClientTracing> tracing;

	JdkClientPostProcessor(ObjectProvider<HttpClientTracing> tracing) {
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof HttpClient client && client.getClass().getModule() == HttpClient.class.getModule()) {
			return new TracingHttpClient(client, FirstUse.of(this.tracing));
		}
		return bean;
	}

}
