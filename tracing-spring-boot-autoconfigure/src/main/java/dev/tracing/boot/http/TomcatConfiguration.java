/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.ConditionalOnTracing;
import org.apache.catalina.connector.RequestFacade;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * The end of requests to an embedded Tomcat.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnTracing
@ConditionalOnClass({ ValveBase.class, ConfigurableTomcatWebServerFactory.class })
@ImportRuntimeHints(TomcatConfiguration.Hints.class)
class TomcatConfiguration {

	@Bean
	TomcatRequestEnd tracingRequestEnd() {
		return new TomcatRequestEnd();
	}

	/**
	 * Lets a native image look at Tomcat's headers.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(RequestFacade.class, (type) -> type.withField(TomcatHeaders.FIELD));
		}

	}

}
