/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;
import java.util.List;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Baggage whose entries travel as headers of their own, such as a request id.
 */
final class RemoteFieldsPropagator implements TextMapPropagator {

	private final List<String> fields;

	private final int maxValueLength;

	/**
	 * Creates a propagator.
	 * @param fields names of the entries and of their headers
	 * @param maxValueLength most characters of a value; a longer one is not read
	 */
	RemoteFieldsPropagator(List<String> fields, int maxValueLength) {
		this.fields = List.copyOf(fields);
		this.maxValueLength = maxValueLength;
	}

	@Override
	public Collection<String> fields() {
		return this.fields;
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		Baggage baggage = Baggage.fromContext(context);
		if (baggage.isEmpty()) {
			return;
		}
		for (String field : this.fields) {
			String value = baggage.getEntryValue(field);
			if (value != null && isHeader(value)) {
				setter.set(carrier, field, value);
			}
		}
	}

	// A value that came encoded may contain what would begin another header.
	private static boolean isHeader(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (Character.isISOControl(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		BaggageBuilder builder = null;
		for (String field : this.fields) {
			String value = getter.get(carrier, field);
			if (value != null && value.length() <= this.maxValueLength
					&& Baggage.fromContext(context).getEntryValue(field) == null) {
				builder = (builder != null) ? builder : Baggage.fromContext(context).toBuilder();
				builder.put(field, value);
			}
		}
		return (builder != null) ? context.with(builder.build()) : context;
	}

	@Override
	public String toString() {
		return "RemoteFieldsPropagator" + this.fields;
	}

}
