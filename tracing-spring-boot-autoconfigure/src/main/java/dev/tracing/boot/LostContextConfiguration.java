/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The look at spans of others that have no parent.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnTracing
class LostContextConfiguration {

	@Bean
	ForeignStarts tracingForeignStarts() {
		return new ForeignStarts();
	}

}
