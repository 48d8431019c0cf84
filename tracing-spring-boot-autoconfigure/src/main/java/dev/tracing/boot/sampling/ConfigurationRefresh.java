/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;

/**
 * Takes over what is configured when Spring Cloud says that it has changed. What cannot
 * be taken over changes nothing: an application that runs does not fail for that.
 */
final class ConfigurationRefresh implements ApplicationListener<EnvironmentChangeEvent> {

	private static final Logger logger = LoggerFactory.getLogger(ConfigurationRefresh.class);

	private final Supplier<SamplingPlan> configured;

	private final Steering steering;

	/**
	 * Creates a listener.
	 * @param configured reads what is configured now
	 * @param steering what takes it over
	 */
	ConfigurationRefresh(Supplier<SamplingPlan> configured, Steering steering) {
		this.configured = configured;
		this.steering = steering;
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		try {
			this.steering.configure(this.configured.get());
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			logger.warn("Sampling stays as it was: '{}' is {}. {}", ex.getName(), ex.getValue(), ex.getReason());
		}
		catch (BindException ex) {
			logger.warn("Sampling stays as it was: '{}' cannot be read", ex.getName(), ex);
		}
	}

}
