/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.Collection;
import java.util.TreeSet;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes contexts as headers. What goes wrong there is not the request's fault.
 */
final class Wire {

	private static final Logger logger = LoggerFactory.getLogger(Wire.class);

	private final TextMapPropagator propagator;

	private final Collection<String> fields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	Wire(TextMapPropagator propagator) {
		this.propagator = propagator;
		this.fields.addAll(TraceHeaders.ALL);
		this.fields.addAll(propagator.fields());
	}

	Collection<String> fields() {
		return this.fields;
	}

	<C> Context read(C carrier, TextMapGetter<C> getter) {
		Context current = Context.current();
		try {
			return this.propagator.extract(current, carrier, getter);
		}
		catch (RuntimeException ex) {
			logger.debug("Could not read the caller's context", ex);
			return current;
		}
	}

	<C> void write(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		try {
			// Micrometer's baggage propagator reads the current baggage, whatever the
			// argument.
			if (Baggage.fromContextOrNull(context) == Baggage.fromContextOrNull(Context.current())) {
				this.propagator.inject(context, carrier, setter);
				return;
			}
			try (Scope scope = context.makeCurrent()) {
				this.propagator.inject(context, carrier, setter);
			}
		}
		catch (RuntimeException ex) {
			// The request goes out without its context: it must not fail for that.
			logger.debug("Could not write the context", ex);
		}
	}

}
