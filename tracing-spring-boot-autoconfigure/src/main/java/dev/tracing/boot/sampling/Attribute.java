/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * An attribute and the values that are looked for: text, a number or a boolean, under one
 * name.
 */
public final class Attribute {

	private final AttributeKey<String> text;

	private final AttributeKey<Long> integer;

	private final AttributeKey<Double> decimal;

	private final AttributeKey<Boolean> logical;

	private final AttributeKey<List<String>> texts;

	private final Values values;

	/**
	 * Creates a condition.
	 * @param name name of the attribute
	 * @param values what is looked for
	 */
	Attribute(String name, Values values) {
		this.text = AttributeKey.stringKey(name);
		this.integer = AttributeKey.longKey(name);
		this.decimal = AttributeKey.doubleKey(name);
		this.logical = AttributeKey.booleanKey(name);
		this.texts = AttributeKey.stringArrayKey(name);
		this.values = values;
	}

	/**
	 * Creates a condition as it is configured.
	 * @param match a name and its values, which have been checked
	 * @return the condition
	 */
	public static Attribute of(SamplingProperties.Match match) {
		return new Attribute(String.valueOf(match.name()),
				new Values(match.value(), match.pattern(), match.min(), match.max()));
	}

	/**
	 * Whether attributes contain what is looked for.
	 * @param attributes the attributes
	 * @return whether one of that name has such a value
	 */
	public boolean matches(Attributes attributes) {
		if (this.values.mayBeText()) {
			String text = attributes.get(this.text);
			if (text != null) {
				return this.values.match(text);
			}
			if (matchesAny(attributes.get(this.texts))) {
				return true;
			}
		}
		if (this.values.mayBeNumber() && matchesNumber(attributes)) {
			return true;
		}
		return this.values.mayBeBoolean() && matchesBoolean(attributes.get(this.logical));
	}

	private boolean matchesNumber(Attributes attributes) {
		Long integer = attributes.get(this.integer);
		if (integer != null) {
			return this.values.match(integer.doubleValue());
		}
		Double decimal = attributes.get(this.decimal);
		return decimal != null && this.values.match(decimal.doubleValue());
	}

	private boolean matchesBoolean(@Nullable Boolean value) {
		return value != null && this.values.match(value.toString());
	}

	private boolean matchesAny(@Nullable List<String> texts) {
		if (texts != null) {
			for (int i = 0; i < texts.size(); i++) {
				if (this.values.match(texts.get(i))) {
					return true;
				}
			}
		}
		return false;
	}

}
