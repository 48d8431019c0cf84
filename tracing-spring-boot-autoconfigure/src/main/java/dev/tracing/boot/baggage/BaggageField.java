/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A business fact: where it comes from, where it lies, who shows it. What travels is
 * OpenTelemetry's baggage; what does not is an entry of the context, which no propagator
 * knows.
 */
final class BaggageField {

	private final String key;

	private final BaggageProperties.Field field;

	private final @Nullable AttributeKey<String> attribute;

	private final ContextKey<String> local;

	private final ShownValues shown;

	BaggageField(String key, BaggageProperties.Field field, ShownValues shown) {
		this.key = key;
		this.field = field;
		this.attribute = (field.attribute() != null) ? AttributeKey.stringKey(field.attribute()) : null;
		this.local = ContextKey.named(key);
		this.shown = shown;
	}

	@Nullable String header() {
		return this.field.fromHeader();
	}

	@Nullable String claim() {
		return this.field.fromClaim();
	}

	boolean isPrincipal() {
		return this.field.fromPrincipal();
	}

	@Nullable AttributeKey<String> attribute() {
		return this.attribute;
	}

	@Nullable String mdcKey() {
		return this.field.mdcKey();
	}

	ShownValues values() {
		return this.shown;
	}

	boolean isIn(Context context) {
		return value(context) != null;
	}

	private @Nullable String value(Context context) {
		String value = this.field.travels() ? Baggage.fromContext(context).getEntryValue(this.key)
				: context.get(this.local);
		return (value != null && !value.isEmpty()) ? value : null;
	}

	/**
	 * What spans and log lines show.
	 * @param context the context
	 * @return the value; null if there is none, or none that may be shown
	 */
	@Nullable String shown(Context context) {
		String value = value(context);
		return (value != null) ? this.shown.of(value) : null;
	}

	/**
	 * Puts a value in place of the one that a context has, also if it is none.
	 * @param context the context
	 * @param value what is known; null for nothing
	 * @return a context with the value, or without any
	 */
	Context put(Context context, @Nullable String value) {
		return (value != null && this.shown.isFit(value)) ? with(context, value) : without(context);
	}

	private Context without(Context context) {
		if (!isIn(context)) {
			return context;
		}
		if (!this.field.travels()) {
			return context.with(this.local, "");
		}
		return context.with(Baggage.fromContext(context).toBuilder().remove(this.key).build());
	}

	/**
	 * Adds a value to a context.
	 * @param context the context
	 * @param value what somebody says it is; null for nothing
	 * @return a context with the value, or the same one if it is not fit to be one
	 */
	Context with(Context context, @Nullable String value) {
		if (value == null || !this.shown.isFit(value)) {
			return context;
		}
		if (!this.field.travels()) {
			return context.with(this.local, value);
		}
		return context.with(Baggage.fromContext(context).toBuilder().put(this.key, value).build());
	}

}
