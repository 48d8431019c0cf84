/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A tracer beside which this one stands back, so that nothing is traced twice.
 */
enum OtherTracer {

	OPENTELEMETRY_AGENT("the OpenTelemetry Java agent", "io.opentelemetry.javaagent.OpenTelemetryAgent"),

	DATADOG_AGENT("the Datadog Java agent", "datadog.trace.bootstrap.Agent"),

	ELASTIC_AGENT("the Elastic APM Java agent", "co.elastic.apm.agent.premain.AgentMain"),

	OPENTELEMETRY_STARTER("the OpenTelemetry Spring Boot starter",
			"io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration"),

	BRAVE("Brave, through Micrometer's bridge", "io.micrometer.tracing.brave.bridge.BraveTracer");

	private final String description;

	private final String className;

	OtherTracer(String description, String className) {
		this.description = description;
		this.className = className;
	}

	String description() {
		return this.description;
	}

	boolean isAgent() {
		return this != OPENTELEMETRY_STARTER && this != BRAVE;
	}

	static @Nullable OtherTracer find(@Nullable ClassLoader classLoader) {
		for (OtherTracer candidate : values()) {
			if (ClassUtils.isPresent(candidate.className, classLoader)) {
				return candidate;
			}
		}
		return null;
	}

}
