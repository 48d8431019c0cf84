/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.ConditionalOnTracing;
import org.apache.catalina.valves.ValveBase;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The end of requests to an embedded Tomcat.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnTracing
@ConditionalOnClass({ ValveBase.class, ConfigurableTomcatWebServerFactory.class })
class TomcatConfiguration {

	@Bean
	TomcatRequestEnd tracingRequestEnd() {
		return new TomcatRequestEnd();
	}

}
