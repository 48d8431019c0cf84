/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.Collection;
import java.util.List;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields from headers of their own, where no baggage said what they are: the first
 * of our services is called by somebody who knows no baggage. It is read before the span
 * starts, so that the span shows it, and never written.
 */
final class BaggageHeaders implements TextMapPropagator {

	private final BaggageField[] fields;

	BaggageHeaders(List<BaggageField> fields) {
		this.fields = fields.stream().filter((field) -> field.header() != null).toArray(BaggageField[]::new);
	}

	@Override
	public Collection<String> fields() {
		return List.of();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		// The value travels as baggage.
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		Context result = context;
		for (BaggageField field : this.fields) {
			String header = field.header();
			if (header != null && !field.isIn(context)) {
				result = field.with(result, getter.get(carrier, header));
			}
		}
		return result;
	}

}
