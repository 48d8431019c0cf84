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

	OPENTELEMETRY_AGENT("the OpenTelemetry Java agent", "io.opentelemetry.javaagent.OpenTelemetryAgent", true),

	DATADOG_AGENT("the Datadog Java agent", "datadog.trace.bootstrap.Agent", true),

	ELASTIC_AGENT("the Elastic APM Java agent", "co.elastic.apm.agent.premain.AgentMain", true),

	OPENTELEMETRY_STARTER("the OpenTelemetry Spring Boot starter",
			"io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration", false),

	BRAVE("Brave, through Micrometer's bridge", "io.micrometer.tracing.brave.bridge.BraveTracer", false);

	private final String description;

	private final String className;

	private final boolean agent;

	OtherTracer(String description, String className, boolean agent) {
		this.description = description;
		this.className = className;
		this.agent = agent;
	}

	String description() {
		return this.description;
	}

	/**
	 * Whether it instruments the libraries themselves, so that Spring Boot's own tracing
	 * would be a second one too.
	 * @return whether it is an agent
	 */
	boolean isAgent() {
		return this.agent;
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
