/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.List;

import dev.tracing.boot.ContextSpanProcessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;

/**
 * Shows the fields on every span that is recorded, whoever started it.
 */
final class BaggageAttributes implements ContextSpanProcessor {

	// Attributes can be replaced, but not taken back.
	private static final String UNKNOWN = "(unknown)";

	private final BaggageField[] fields;

	BaggageAttributes(List<BaggageField> fields) {
		this.fields = fields.stream().filter((field) -> field.attribute() != null).toArray(BaggageField[]::new);
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		show(parentContext, span);
	}

	/**
	 * Shows the fields on a span.
	 * @param context where the fields are
	 * @param span the span
	 */
	void show(Context context, Span span) {
		for (BaggageField field : this.fields) {
			AttributeKey<String> attribute = field.attribute();
			String value = field.shown(context);
			if (attribute != null && value != null) {
				span.setAttribute(attribute, value);
			}
		}
	}

	/**
	 * Shows the fields on a span that may have shown the caller's word for them.
	 * @param context where the fields are
	 * @param span the span
	 */
	void correct(Context context, Span span) {
		for (BaggageField field : this.fields) {
			AttributeKey<String> attribute = field.attribute();
			String value = field.shown(context);
			if (attribute != null) {
				span.setAttribute(attribute, (value != null) ? value : UNKNOWN);
			}
		}
	}

	@Override
	public boolean isStartRequired() {
		return this.fields.length > 0;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		// Nothing is left to say.
	}

	@Override
	public boolean isEndRequired() {
		return false;
	}

}
