/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.tracing.boot.PropagationFormat;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;

/**
 * The formats that the properties name.
 */
final class Formats {

	private static final int SHORT_ID = 16;

	private static final int LONG_ID = 32;

	// Two ids, the sampling state, the parent's id. Its other headers are shorter.
	private static final int MAX_B3_LENGTH = 68;

	// It reads both of its forms, whichever it writes.
	private static final TextMapPropagator B3_READER = new GuardedFormat(B3Propagator.injectingSingleHeader(),
			Set.of("b3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-Sampled"), MAX_B3_LENGTH,
			new GuardedFormat.Guard("b3", Formats::isB3), new GuardedFormat.Guard("X-B3-TraceId", Formats::isTraceId));

	private static final TextMapPropagator JAEGER = new UberTraceIdPropagator();

	private final TextMapPropagator traceContext;

	private final TextMapPropagator baggage;

	private final int maxValueLength;

	Formats(TraceStateReader traceStates, BaggageLimits baggage) {
		this.traceContext = new TraceContextPropagator(traceStates);
		this.baggage = new BaggagePropagator(baggage);
		this.maxValueLength = baggage.maxValueLength();
	}

	TextMapPropagator baggage() {
		return this.baggage;
	}

	/**
	 * Makes the propagator of an application. As in Spring Boot baggage goes with W3C;
	 * unlike there, it does not keep a trace in another format from being read.
	 * @param choice which formats are written and read
	 * @param properties whether baggage travels, and what of it in headers of its own
	 * @return the propagator
	 */
	TextMapPropagator propagator(FormatChoice choice, TracingProperties.Baggage properties) {
		List<TextMapPropagator> written = new ArrayList<>(choice.produce().stream().map(this::writer).toList());
		List<TextMapPropagator> alsoRead = new ArrayList<>();
		if (properties.isEnabled()) {
			if (choice.produce().contains(PropagationFormat.W3C)) {
				written.add(this.baggage);
			}
			if (choice.consume().contains(PropagationFormat.W3C)) {
				alsoRead.add(this.baggage);
			}
			if (!properties.getRemoteFields().isEmpty()) {
				TextMapPropagator fields = new RemoteFieldsPropagator(properties.getRemoteFields(),
						this.maxValueLength);
				written.add(fields);
				alsoRead.add(fields);
			}
		}
		return new FormatsPropagator(written, choice.consume().stream().map(this::reader).distinct().toList(),
				alsoRead);
	}

	private static boolean isB3(CharSequence header) {
		if (header.length() > MAX_B3_LENGTH || header.length() <= SHORT_ID) {
			return false;
		}
		int dash = (header.charAt(SHORT_ID) == '-') ? SHORT_ID : LONG_ID;
		return header.length() > dash + SHORT_ID && header.charAt(dash) == '-' && Hex.isId(header, 0, dash)
				&& Hex.isId(header, dash + 1, dash + 1 + SHORT_ID)
				&& HeaderText.indexOf(header, ',', dash, header.length()) == header.length();
	}

	private static boolean isTraceId(CharSequence header) {
		return (header.length() == SHORT_ID || header.length() == LONG_ID) && Hex.isId(header, 0, header.length());
	}

	private TextMapPropagator writer(PropagationFormat format) {
		return switch (format) {
			case B3 -> B3Propagator.injectingSingleHeader();
			case B3_MULTI -> B3Propagator.injectingMultiHeaders();
			case JAEGER -> JAEGER;
			case W3C -> this.traceContext;
			case BAGGAGE -> this.baggage;
		};
	}

	private TextMapPropagator reader(PropagationFormat format) {
		return switch (format) {
			case B3, B3_MULTI -> B3_READER;
			case JAEGER -> JAEGER;
			case W3C -> this.traceContext;
			case BAGGAGE -> this.baggage;
		};
	}

}
