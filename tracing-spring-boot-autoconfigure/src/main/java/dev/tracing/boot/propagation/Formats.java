/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;

/**
 * The formats that Spring Boot's properties name.
 */
final class Formats {

	private static final int SHORT_ID = 16;

	private static final int LONG_ID = 32;

	// Two ids, the sampling state, the parent's id.
	private static final int MAX_B3_LENGTH = 68;

	// It reads both of its forms, whichever it writes.
	private static final TextMapPropagator B3_READER = new GuardedFormat(B3Propagator.injectingSingleHeader(),
			Set.of("b3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-Sampled"), new GuardedFormat.Guard("b3", Formats::isB3),
			new GuardedFormat.Guard("X-B3-TraceId", Formats::isTraceId));

	private final TextMapPropagator traceContext;

	private final TextMapPropagator baggage;

	Formats(TraceStateReader traceStates, BaggageLimits baggage) {
		this.traceContext = new TraceContextPropagator(traceStates);
		this.baggage = new BaggagePropagator(baggage);
	}

	TextMapPropagator baggage() {
		return this.baggage;
	}

	/**
	 * Makes what Spring Boot would make. As there, baggage goes with W3C; unlike there,
	 * it does not keep a trace in another format from being read.
	 * @param properties which formats are written and read
	 * @return the propagator
	 */
	TextMapPropagator propagator(TracingProperties properties) {
		TracingProperties.Propagation propagation = properties.getPropagation();
		List<PropagationType> type = propagation.getType();
		List<PropagationType> produce = (type != null) ? type : propagation.getProduce();
		List<PropagationType> consume = (type != null) ? type : propagation.getConsume();
		List<TextMapPropagator> written = new ArrayList<>(produce.stream().map(this::writer).toList());
		if (properties.getBaggage().isEnabled() && produce.contains(PropagationType.W3C)) {
			written.add(this.baggage);
		}
		boolean readBaggage = properties.getBaggage().isEnabled() && consume.contains(PropagationType.W3C);
		return new FormatsPropagator(written, consume.stream().map(this::reader).distinct().toList(),
				readBaggage ? this.baggage : TextMapPropagator.noop());
	}

	private static boolean isB3(String header) {
		int dash = header.indexOf('-');
		return (dash == SHORT_ID || dash == LONG_ID) && header.length() > dash + SHORT_ID
				&& header.length() <= MAX_B3_LENGTH && Hex.isId(header, 0, dash)
				&& Hex.isId(header, dash + 1, dash + 1 + SHORT_ID);
	}

	private static boolean isTraceId(String header) {
		return (header.length() == SHORT_ID || header.length() == LONG_ID) && Hex.isId(header, 0, header.length());
	}

	private TextMapPropagator writer(PropagationType type) {
		return switch (type) {
			case B3 -> B3Propagator.injectingSingleHeader();
			case B3_MULTI -> B3Propagator.injectingMultiHeaders();
			case W3C -> this.traceContext;
		};
	}

	private TextMapPropagator reader(PropagationType type) {
		return switch (type) {
			case B3, B3_MULTI -> B3_READER;
			case W3C -> this.traceContext;
		};
	}

}
