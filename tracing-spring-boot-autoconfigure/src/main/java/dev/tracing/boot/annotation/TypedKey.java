/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;

/**
 * Key of an attribute whose type its values decide.
 */
final class TypedKey {

	private final AttributeKey<String> text;

	private final AttributeKey<Long> integer;

	private final AttributeKey<Double> number;

	private final AttributeKey<Boolean> truth;

	private final AttributeKey<List<String>> texts;

	private final AttributeKey<List<Long>> integers;

	private final AttributeKey<List<Double>> numbers;

	private final AttributeKey<List<Boolean>> truths;

	TypedKey(String key) {
		this.text = AttributeKey.stringKey(key);
		this.integer = AttributeKey.longKey(key);
		this.number = AttributeKey.doubleKey(key);
		this.truth = AttributeKey.booleanKey(key);
		this.texts = AttributeKey.stringArrayKey(key);
		this.integers = AttributeKey.longArrayKey(key);
		this.numbers = AttributeKey.doubleArrayKey(key);
		this.truths = AttributeKey.booleanArrayKey(key);
	}

	String name() {
		return this.text.getKey();
	}

	/**
	 * Sets the attribute.
	 * @param span the span
	 * @param value what {@link AttributeValue} made of an object
	 */
	@SuppressWarnings("unchecked") // the elements are all of the first one's type
	void set(Span span, Object value) {
		if (value instanceof String string) {
			span.setAttribute(this.text, string);
		}
		else if (value instanceof Long whole) {
			span.setAttribute(this.integer, whole);
		}
		else if (value instanceof Double decimal) {
			span.setAttribute(this.number, decimal);
		}
		else if (value instanceof Boolean bool) {
			span.setAttribute(this.truth, bool);
		}
		else if (value instanceof List<?> list) {
			Object first = list.get(0);
			if (first instanceof String) {
				span.setAttribute(this.texts, (List<String>) list);
			}
			else if (first instanceof Long) {
				span.setAttribute(this.integers, (List<Long>) list);
			}
			else if (first instanceof Double) {
				span.setAttribute(this.numbers, (List<Double>) list);
			}
			else {
				span.setAttribute(this.truths, (List<Boolean>) list);
			}
		}
	}

}
