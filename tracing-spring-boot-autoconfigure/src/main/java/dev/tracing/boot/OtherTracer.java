/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;

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

	// Every condition asks, and what is not there is looked for in every archive.
	private static final Map<ClassLoader, Optional<OtherTracer>> found = new ConcurrentReferenceHashMap<>(1,
			ConcurrentReferenceHashMap.ReferenceType.WEAK);

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
		ClassLoader known = (classLoader != null) ? classLoader : OtherTracer.class.getClassLoader();
		return found.computeIfAbsent(known, (key) -> Optional.ofNullable(lookFor(key))).orElse(null);
	}

	private static @Nullable OtherTracer lookFor(ClassLoader classLoader) {
		for (OtherTracer candidate : values()) {
			if (ClassUtils.isPresent(candidate.className, classLoader)) {
				return candidate;
			}
		}
		return null;
	}

}
