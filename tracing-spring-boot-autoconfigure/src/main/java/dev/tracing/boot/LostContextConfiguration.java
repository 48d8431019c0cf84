/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The look at spans of others that have no parent.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnTracing
class LostContextConfiguration {

	@Bean
	ForeignStarts tracingForeignStarts(ObjectProvider<ShownNames> names) {
		return new ForeignStarts(names.getIfAvailable(ShownNames::unchanged));
	}

}
