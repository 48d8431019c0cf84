/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What travels in the headers between processes.
 */
public enum PropagationFormat {

	/**
	 * W3C Trace Context: {@code traceparent} and {@code tracestate}.
	 */
	W3C,

	/**
	 * B3 in the single header {@code b3}.
	 */
	B3,

	/**
	 * B3 in the headers {@code X-B3-*}.
	 */
	B3_MULTI,

	/**
	 * Jaeger's header {@code uber-trace-id}.
	 */
	JAEGER,

	/**
	 * W3C Baggage beside the trace context.
	 */
	BAGGAGE;

	// Spring Boot knows neither of the two as a format.
	static @Nullable Object knownToSpringBoot(Environment environment, String property) {
		String formats = bind(environment, property).stream()
			.filter((format) -> format != BAGGAGE && format != JAEGER)
			.map(Enum::name)
			.collect(Collectors.joining(","));
		return formats.isEmpty() ? null : formats;
	}

	static @Nullable Object hasBaggage(Environment environment) {
		List<PropagationFormat> formats = bind(environment, "tracing.propagation.type");
		return formats.isEmpty() ? null : formats.contains(BAGGAGE);
	}

	static List<PropagationFormat> bind(Environment environment, String property) {
		if (!WrittenProperty.isWritten(environment, property)) {
			return List.of();
		}
		try {
			return Binder.get(environment).bind(property, Bindable.listOf(PropagationFormat.class)).orElse(List.of());
		}
		catch (BindException ex) {
			return List.of();
		}
	}

}
