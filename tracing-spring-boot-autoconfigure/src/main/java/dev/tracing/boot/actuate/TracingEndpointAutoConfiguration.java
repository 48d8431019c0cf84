/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.actuate;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.EndpointOperation;
import dev.tracing.boot.EndpointPart;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code tracing}.
 */
@AutoConfiguration
@ConditionalOnTracing
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
public final class TracingEndpointAutoConfiguration {

	TracingEndpointAutoConfiguration() {
	}

	// Here, not on the class: without Actuator the condition itself is not there.
	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnMissingBean
	TracingEndpoint tracingEndpoint(ObjectProvider<EndpointPart> parts, ObjectProvider<EndpointOperation> operations) {
		return new TracingEndpoint(parts.orderedStream().toList(), operations.orderedStream().toList());
	}

}
