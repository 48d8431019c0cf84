/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.DispatcherHandler;

/**
 * Auto-configuration of the tracing of WebFlux servers.
 */
@AutoConfiguration(after = TracingAutoConfiguration.class)
@ConditionalOnClass({ DispatcherHandler.class, ServerRequestObservationContext.class,
		WebHttpHandlerBuilderCustomizer.class, WebServerInitializedEvent.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnTracing(value = "http.server", evenIfDisabled = true)
@ConditionalOnBean({ Operations.class, Tracer.class })
@EnableConfigurationProperties(HttpProperties.class)
public final class HttpWebFluxServerAutoConfiguration {

	HttpWebFluxServerAutoConfiguration() {
	}

	@Bean
	ManagementServer tracingManagementServer() {
		return new ManagementServer();
	}

	// Before Boot's handlers, of which only the first that fits is called.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ReactiveServerObservationHandler tracingReactiveServerObservationHandler(Tracer tracer, Operations operations,
			HttpProperties properties, Environment environment, ManagementServer managementServer,
			ObjectProvider<Ingress> ingress, ObjectProvider<RescueSignal> rescue) {
		HttpProperties.Server server = properties.server();
		return new ReactiveServerObservationHandler(tracer, operations,
				new HttpServerSemantics(operations.conventions(), properties),
				new ExcludedPaths(server.exclude(), environment), managementServer,
				new CallerHeaders(server, rescue.getIfAvailable(() -> RescueSignal.NONE)),
				ingress.getIfAvailable(() -> Ingress.OPEN));
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ReactiveServerCustomizer tracingReactiveServerCustomizer(ObjectProvider<ObservationRegistry> registries,
			ReactiveServerObservationHandler handler) {
		return new ReactiveServerCustomizer(registries, handler);
	}

}
