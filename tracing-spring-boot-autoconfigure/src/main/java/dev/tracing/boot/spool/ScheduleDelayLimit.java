/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;

/**
 * Lets batches leave often enough for the spool's promise: a span waits for its batch for
 * a quarter of the delay, its request for the collector for another, and the rest is for
 * a batch that must wait for the one before it.
 */
final class ScheduleDelayLimit implements BeanPostProcessor {

	private final Supplier<Duration> maxDelay;

	ScheduleDelayLimit(Supplier<Duration> maxDelay) {
		this.maxDelay = maxDelay;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof OpenTelemetryTracingProperties properties) {
			Duration limit = this.maxDelay.get().dividedBy(4);
			if (properties.getExport().getScheduleDelay().compareTo(limit) > 0) {
				properties.getExport().setScheduleDelay(limit);
			}
		}
		return bean;
	}

}
