/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.observation;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts our current trace context in the place of Micrometer's, as our auto-configuration
 * does it where no other tracer is on the class path. The propagator of baggage asks it.
 */
@Configuration(proxyBeanMethods = false)
public class NativeContextConfiguration {

	@Bean
	OtelCurrentTraceContext currentTraceContext() {
		return new NativeCurrentTraceContext();
	}

}
