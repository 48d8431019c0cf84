/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.TracingProperties;
import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of spans for the requests that a servlet application serves.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnTracing(value = "http.server", evenIfDisabled = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, ServerRequestObservationContext.class })
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties({ HttpProperties.class, TracingProperties.class })
@Import(TomcatConfiguration.class)
public final class HttpServletAutoConfiguration {

	HttpServletAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = "tracingServletFilter")
	FilterRegistrationBean<Filter> tracingServletFilter(Operations operations, TracingProperties tracing,
			HttpProperties properties, Environment environment, ObjectProvider<RequestEnd> requestEnd,
			ObjectProvider<Ingress> ingresses, ObjectProvider<RescueSignal> rescue, BeanFactory beanFactory) {
		Ingress ingress = ingresses.getIfAvailable(() -> Ingress.OPEN);
		Filter filter = tracing.enabled() ? ServletFilters.tracing(operations, properties, environment,
				requestEnd.getObject(), ingress, rescue.getIfAvailable(() -> RescueSignal.NONE))
				: new PassThroughFilter(operations, ingress);
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
				servesGrpc(beanFactory) ? new GrpcServletFilter(filter) : filter);
		registration.setName("tracingServletFilter");
		registration.setOrder(ObservationFilterPostProcessor.FILTER_ORDER);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		registration.setAsyncSupported(true);
		return registration;
	}

	private static boolean servesGrpc(BeanFactory beanFactory) {
		return ClassUtils.isPresent(GrpcServletFilter.SERVLET, null)
				&& beanFactory.containsBean("tracingGrpcServerInterceptor");
	}

	@Bean
	@ConditionalOnTracing
	@ConditionalOnMissingBean(RequestEnd.class)
	RequestDestruction tracingRequestEnd() {
		return new RequestDestruction();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnBean(Tracer.class)
	AdoptingObservationHandler tracingServletObservationHandler(Tracer tracer) {
		return new AdoptingObservationHandler(tracer, ServerRequestObservationContext.class::isInstance);
	}

	@Bean
	static ObservationFilterPostProcessor tracingObservationFilterPostProcessor() {
		return new ObservationFilterPostProcessor();
	}

}
