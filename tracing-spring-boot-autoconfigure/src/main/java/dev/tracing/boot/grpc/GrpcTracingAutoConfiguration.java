/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import io.grpc.ClientInterceptor;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.GlobalClientInterceptor;
import org.springframework.grpc.server.GlobalServerInterceptor;

/**
 * Auto-configuration of tracing with gRPC. The interceptors are beans, for servers and
 * channels that are not Spring Boot's: inject them by their names.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnClass({ ServerInterceptor.class, ClientInterceptor.class })
@ConditionalOnTracing(value = "grpc", evenIfDisabled = true)
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties(GrpcTracingProperties.class)
public final class GrpcTracingAutoConfiguration {

	GrpcTracingAutoConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnTracing(value = "grpc.server", evenIfDisabled = true)
	static final class ServerConfiguration {

		@Bean(defaultCandidate = false)
		@GlobalServerInterceptor
		@Order(Ordered.HIGHEST_PRECEDENCE)
		@ConditionalOnMissingBean(name = "tracingGrpcServerInterceptor")
		ServerInterceptor tracingGrpcServerInterceptor(Operations operations, GrpcTracingProperties properties,
				ObjectProvider<Ingress> ingress) {
			return new TracingServerInterceptor(operations, new ExcludedMethods(properties.server().exclude()),
					ingress.getIfAvailable(() -> Ingress.OPEN));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnTracing(value = "grpc.client", evenIfDisabled = true)
	static final class ClientConfiguration {

		@Bean(defaultCandidate = false)
		@GlobalClientInterceptor
		@Order(Ordered.HIGHEST_PRECEDENCE)
		@ConditionalOnMissingBean(name = "tracingGrpcClientInterceptor")
		ClientInterceptor tracingGrpcClientInterceptor(Operations operations, ObjectProvider<Egress> egress) {
			return new TracingClientInterceptor(operations, egress.getIfAvailable(() -> Egress.OPEN));
		}

	}

	/**
	 * What Micrometer observes beside us. Without our interceptor nothing is marked, and
	 * the Observations keep their own spans.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationGrpcServerInterceptor.class)
	@ConditionalOnBean(Tracer.class)
	static final class ObservationConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		AdoptingObservationHandler grpcObservationHandler(Tracer tracer) {
			return new AdoptingObservationHandler(tracer,
					(context) -> TracedObservations.isServed(context) || TracedObservations.isSent(context));
		}

		@Bean
		static ObservationInterceptorPostProcessor grpcObservationInterceptorPostProcessor(
				ConfigurableListableBeanFactory beanFactory) {
			return new ObservationInterceptorPostProcessor(beanFactory);
		}

	}

}
