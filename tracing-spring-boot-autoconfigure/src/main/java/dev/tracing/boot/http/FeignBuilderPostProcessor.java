/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import feign.Feign;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Adds tracing to the builders of Feign clients that are beans.
 */
final class FeignBuilderPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<TracingCapability> tracing;

	FeignBuilderPostProcessor(ObjectProvider<TracingCapability> tracing) {
		this.tracing = tracing;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof Feign.Builder builder) ? builder.addCapability(this.tracing.getObject()) : bean;
	}

}
