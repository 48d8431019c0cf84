/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a format only if one of the headers is there without which it says nothing. Most
 * requests have none, and OpenTelemetry's B3 makes a log message of that, its baggage a
 * builder.
 */
final class GuardedFormat implements TextMapPropagator {

	private final TextMapPropagator format;

	private final String[] headers;

	GuardedFormat(TextMapPropagator format, String... headers) {
		this.format = format;
		this.headers = headers.clone();
	}

	@Override
	public Collection<String> fields() {
		return this.format.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		this.format.inject(context, carrier, setter);
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		for (String header : this.headers) {
			if (getter.get(carrier, header) != null) {
				return this.format.extract(context, carrier, getter);
			}
		}
		return context;
	}

	@Override
	public String toString() {
		return this.format.toString();
	}

}
