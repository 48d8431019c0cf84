/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;

/**
 * Auto-configuration of what all traced HTTP clients share, and of the JDK's own.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnTracing(value = "http.client", evenIfDisabled = true)
@ConditionalOnClass(HttpHeaders.class)
@ConditionalOnBean({ Operations.class, Tracer.class })
@EnableConfigurationProperties(HttpProperties.class)
@Import(ReactorRedirectConfiguration.class)
public final class HttpClientTracingAutoConfiguration {

	HttpClientTracingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	HttpClientTracing httpClientTracing(Operations operations, HttpProperties properties, ObjectProvider<Egress> egress,
			ObjectProvider<RescueSignal> rescue) {
		return new HttpClientTracing(operations, new HttpClientSemantics(operations.conventions(), properties,
				rescue.getIfAvailable(() -> RescueSignal.NONE)), egress.getIfAvailable(() -> Egress.OPEN));
	}

	@Bean
	@ConditionalOnMissingBean
	ObservedContext httpClientObservedContext(ObjectProvider<Tracer> tracer) {
		return new ObservedContext(FirstUse.of(tracer));
	}

	@Bean
	static JdkClientPostProcessor jdkClientTracingPostProcessor(ObjectProvider<HttpClientTracing> tracing) {
		return new JdkClientPostProcessor(tracing);
	}

}
