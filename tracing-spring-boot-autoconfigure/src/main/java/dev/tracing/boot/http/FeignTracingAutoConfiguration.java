/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.observation.ObservedContext;
import feign.Capability;
import feign.Request;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of tracing for Feign, with Spring Cloud or without.
 */
@AutoConfiguration(after = HttpClientTracingAutoConfiguration.class)
@ConditionalOnClass(Capability.class)
@ConditionalOnBean(HttpClientTracing.class)
@ImportRuntimeHints(FeignTracingAutoConfiguration.CapabilityHints.class)
public final class FeignTracingAutoConfiguration {

	FeignTracingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	TracingCapability tracingFeignCapability(ObjectProvider<HttpClientTracing> tracing) {
		return new TracingCapability(FirstUse.of(tracing));
	}

	@Bean
	static FeignBuilderPostProcessor feignTracingBuilderPostProcessor(ObjectProvider<TracingCapability> tracing) {
		return new FeignBuilderPostProcessor(tracing);
	}

	// Feign's own Observation, if it happens inside of our span, and only then.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	AdoptingObservationHandler tracingFeignObservationHandler(ObservedContext contexts) {
		return new AdoptingObservationHandler(contexts::tracer, FeignTracingAutoConfiguration::isTraced,
				(context) -> contexts.tracer().currentSpan());
	}

	private static boolean isTraced(Observation.Context context) {
		return context instanceof SenderContext<?> sender && sender.getCarrier() instanceof Request
				&& context.computeIfAbsent(TracedRequest.class, (type) -> TracedRequest.now()).traced();
	}

	/**
	 * Whether an Observation began inside of our span: asked once, because it ends
	 * elsewhere.
	 *
	 * @param traced whether it did
	 */
	private record TracedRequest(boolean traced) {

		static TracedRequest now() {
			return new TracedRequest(TracingFeignClient.isUnderWay());
		}

	}

	/**
	 * Feign looks for the methods of a capability.
	 */
	static final class CapabilityHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(TracingCapability.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		}

	}

}
