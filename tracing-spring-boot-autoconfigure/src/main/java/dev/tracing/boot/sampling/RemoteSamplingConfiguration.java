/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.extension.trace.jaeger.sampler.JaegerRemoteSampler;
import io.opentelemetry.sdk.extension.trace.jaeger.sampler.JaegerRemoteSamplerBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Who asks a collector for the ratio, if an endpoint is set.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tracing.sampling.remote.endpoint")
@ConditionalOnMissingBean(Sampler.class)
class RemoteSamplingConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JaegerRemoteSampler.class)
	static class Jaeger {

		// Lazy: where the strategy has no ratio, no thread asks for one.
		@Bean
		@Lazy
		RemoteSampler tracingRemoteSampler(SamplingProperties properties, TracingProperties tracing, Resource resource) {
			SamplingProperties.Remote remote = properties.remote();
			String endpoint = String.valueOf(remote.endpoint());
			String service = resource.getAttribute(AttributeKey.stringKey("service.name"));
			JaegerRemoteSamplerBuilder builder = JaegerRemoteSampler.builder()
				.setServiceName(String.valueOf(service))
				.setPollingInterval(remote.pollingInterval())
				.setInitialSampler(Sampler.traceIdRatioBased(tracing.getSampling().getProbability()));
			try {
				builder.setEndpoint(endpoint);
			}
			catch (IllegalArgumentException ex) {
				throw RemoteCheck.refusal(endpoint, "It must be a URL. Write http://collector:14250.");
			}
			return RemoteSampler.of(builder.build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("io.opentelemetry.sdk.extension.trace.jaeger.sampler.JaegerRemoteSampler")
	static class Missing {

		@Bean
		RemoteSampler tracingRemoteSampler(SamplingProperties properties) {
			throw RemoteCheck.refusal(String.valueOf(properties.remote().endpoint()),
					"It needs a library that is not there. Add a dependency on "
							+ "io.opentelemetry:opentelemetry-sdk-extension-jaeger-remote-sampler, "
							+ "whose version Spring Boot manages.");
		}

	}

}
