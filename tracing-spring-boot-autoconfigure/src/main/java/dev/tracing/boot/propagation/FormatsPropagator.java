/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Writes several formats of a trace and reads the first one that is there, and what comes
 * beside any of them. Reading what is not there allocates nothing.
 */
final class FormatsPropagator implements TextMapPropagator {

	private final TextMapPropagator[] written;

	private final TextMapPropagator[] read;

	private final TextMapPropagator[] alsoRead;

	private final Set<String> fields;

	FormatsPropagator(List<TextMapPropagator> written, List<TextMapPropagator> read, List<TextMapPropagator> alsoRead) {
		this.written = written.toArray(TextMapPropagator[]::new);
		this.read = read.toArray(TextMapPropagator[]::new);
		this.alsoRead = alsoRead.toArray(TextMapPropagator[]::new);
		Set<String> fields = new LinkedHashSet<>();
		written.forEach((each) -> fields.addAll(each.fields()));
		read.forEach((each) -> fields.addAll(each.fields()));
		alsoRead.forEach((each) -> fields.addAll(each.fields()));
		this.fields = Collections.unmodifiableSet(fields);
	}

	@Override
	public Collection<String> fields() {
		return this.fields;
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		for (TextMapPropagator propagator : this.written) {
			propagator.inject(context, carrier, setter);
		}
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		Context extracted = context;
		for (int i = 0; i < this.read.length && extracted == context; i++) {
			extracted = this.read[i].extract(context, carrier, getter);
		}
		for (TextMapPropagator propagator : this.alsoRead) {
			extracted = propagator.extract(extracted, carrier, getter);
		}
		return extracted;
	}

	@Override
	public String toString() {
		return "FormatsPropagator" + this.fields;
	}

}
