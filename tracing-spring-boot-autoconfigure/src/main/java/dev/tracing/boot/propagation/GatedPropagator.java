/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Ingress;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Lets Observations that make a span of their own ask who is there, too: they read and
 * write headers with nothing but the request in their hands.
 *
 * @param delegate what reads and writes
 * @param ingress whose traces go on here
 * @param egress who is told of ours
 */
record GatedPropagator(TextMapPropagator delegate, Ingress ingress, Egress egress) implements TextMapPropagator {

	@Override
	public Collection<String> fields() {
		return this.delegate.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		Context told = SpringRequests.isSent(carrier) ? this.egress.told(context, SpringRequests.host(carrier))
				: context;
		if (told != null) {
			this.delegate.inject(told, carrier, setter);
		}
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		if (carrier == null || SpringRequests.areTrusted(this.ingress, carrier)) {
			return this.delegate.extract(context, carrier, getter);
		}
		return this.ingress.readStranger(context, carrier, getter);
	}

}
