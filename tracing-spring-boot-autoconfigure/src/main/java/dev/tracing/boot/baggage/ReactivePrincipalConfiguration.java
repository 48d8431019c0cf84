/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.WebFilter;

/**
 * Fields that are facts about the user, in WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ WebFilter.class, Mono.class, ServerRequestObservationContext.class })
@Conditional(OnUserFields.class)
class ReactivePrincipalConfiguration {

	@Bean
	PrincipalWebFilter tracingPrincipalWebFilter(FieldList fields) {
		return new PrincipalWebFilter(new PrincipalFields(fields.list()));
	}

}
