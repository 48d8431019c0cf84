/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.RescueSignal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Rescue across services, where it is asked for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("tracing.sampling.rescue.across-services")
class AcrossServicesConfiguration {

	@Bean
	@ConditionalOnMissingBean(RescueSignal.class)
	RescueSignal tracingRescueSignal(ObjectProvider<Rescue> rescue, ObjectProvider<Egress> egress) {
		Rescue own = rescue.getIfAvailable();
		return (own != null) ? new AcrossServices(own, egress.getIfAvailable(() -> Egress.OPEN)) : RescueSignal.NONE;
	}

}
