/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;

/**
 * The formats that Spring Boot's properties name.
 */
final class Formats {

	// It reads both of its forms, whichever it writes.
	private static final TextMapPropagator B3_READER = new GuardedFormat(B3Propagator.injectingSingleHeader(), "b3",
			"X-B3-TraceId");

	private static final TextMapPropagator W3C_WITH_BAGGAGE = TextMapPropagator.composite(
			W3CTraceContextPropagator.getInstance(), new GuardedFormat(W3CBaggagePropagator.getInstance(), "baggage"));

	private Formats() {
	}

	/**
	 * Makes what Spring Boot would make.
	 * @param properties which formats are written and read
	 * @return the propagator
	 */
	static FormatsPropagator propagator(TracingProperties properties) {
		TracingProperties.Propagation propagation = properties.getPropagation();
		List<PropagationType> type = propagation.getType();
		List<PropagationType> produce = (type != null) ? type : propagation.getProduce();
		List<PropagationType> consume = (type != null) ? type : propagation.getConsume();
		TextMapPropagator w3c = properties.getBaggage().isEnabled() ? W3C_WITH_BAGGAGE
				: W3CTraceContextPropagator.getInstance();
		Set<String> fields = new LinkedHashSet<>();
		produce.forEach((each) -> fields.addAll(writer(each, w3c).fields()));
		consume.forEach((each) -> fields.addAll(writer(each, w3c).fields()));
		return new FormatsPropagator(produce.stream().map((each) -> writer(each, w3c)).toList(),
				consume.stream().map((each) -> reader(each, w3c)).distinct().toList(), fields);
	}

	private static TextMapPropagator writer(PropagationType type, TextMapPropagator w3c) {
		return switch (type) {
			case B3 -> B3Propagator.injectingSingleHeader();
			case B3_MULTI -> B3Propagator.injectingMultiHeaders();
			case W3C -> w3c;
		};
	}

	private static TextMapPropagator reader(PropagationType type, TextMapPropagator w3c) {
		return switch (type) {
			case B3, B3_MULTI -> B3_READER;
			case W3C -> w3c;
		};
	}

}
