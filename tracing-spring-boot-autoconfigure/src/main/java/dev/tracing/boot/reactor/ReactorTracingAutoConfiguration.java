/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Operations;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import reactor.core.publisher.Hooks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of spans in the operators of reactive chains.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnClass({ Hooks.class, ObservationThreadLocalAccessor.class, Tracer.class })
@ConditionalOnTracing(value = "reactor", evenIfDisabled = true)
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties(ReactorProperties.class)
public final class ReactorTracingAutoConfiguration {

	ReactorTracingAutoConfiguration() {
	}

	@Bean
	OperatorHook tracingOperatorHook(ObjectProvider<Tracer> tracer) {
		return new OperatorHook(new ObservedContext(tracer::getIfAvailable));
	}

}
