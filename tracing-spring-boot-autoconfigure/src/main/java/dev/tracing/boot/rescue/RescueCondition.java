/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

import org.springframework.util.PatternMatchUtils;

/**
 * An attribute that makes a trace worth rescuing.
 */
final class RescueCondition {

	private final RescueReason reason;

	private final AttributeKey<String> text;

	private final AttributeKey<Long> integer;

	private final AttributeKey<Double> decimal;

	private final AttributeKey<Boolean> logical;

	private final RescueProperties.Condition wanted;

	RescueCondition(RescueProperties.Condition wanted, RescueReason reason) {
		String attribute = String.valueOf(wanted.attribute());
		this.reason = reason;
		this.text = AttributeKey.stringKey(attribute);
		this.integer = AttributeKey.longKey(attribute);
		this.decimal = AttributeKey.doubleKey(attribute);
		this.logical = AttributeKey.booleanKey(attribute);
		this.wanted = wanted;
	}

	RescueReason reason() {
		return this.reason;
	}

	boolean matches(Attributes attributes) {
		String text = attributes.get(this.text);
		if (text != null) {
			return matchesText(text);
		}
		Long integer = attributes.get(this.integer);
		if (integer != null) {
			return matchesNumber(integer.doubleValue(), integer);
		}
		Double decimal = attributes.get(this.decimal);
		if (decimal != null) {
			return matchesNumber(decimal, decimal);
		}
		Boolean logical = attributes.get(this.logical);
		return logical != null && matchesText(logical.toString());
	}

	private boolean matchesText(String text) {
		if (this.wanted.min() != null || this.wanted.max() != null) {
			return false;
		}
		return matchesValue(text);
	}

	private boolean matchesNumber(double number, Number written) {
		Double min = this.wanted.min();
		Double max = this.wanted.max();
		if (min != null || max != null) {
			return (min == null || number >= min) && (max == null || number <= max);
		}
		return (this.wanted.value() == null && this.wanted.pattern() == null) || matchesValue(written.toString());
	}

	private boolean matchesValue(String text) {
		@Nullable String value = this.wanted.value();
		if (value != null) {
			return value.equals(text);
		}
		@Nullable String pattern = this.wanted.pattern();
		return pattern == null || PatternMatchUtils.simpleMatch(pattern, text);
	}

}
