/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import org.jspecify.annotations.Nullable;

/**
 * The values that are looked for: one, those like a pattern, those in a range, or any.
 */
final class Values {

	private final @Nullable String equal;

	private final @Nullable Wildcard pattern;

	private final @Nullable Double min;

	private final @Nullable Double max;

	private final double equalNumber;

	/**
	 * Creates values; all null means any value.
	 * @param equal the value itself
	 * @param pattern a pattern
	 * @param min lower end of a range, which is in it
	 * @param max upper end of a range, which is in it
	 */
	Values(@Nullable String equal, @Nullable String pattern, @Nullable Double min, @Nullable Double max) {
		this.equal = equal;
		this.pattern = (pattern != null) ? new Wildcard(pattern) : null;
		this.min = min;
		this.max = max;
		this.equalNumber = number(equal);
	}

	boolean mayBeText() {
		return this.min == null && this.max == null;
	}

	boolean mayBeNumber() {
		return this.pattern == null && (this.equal == null || !Double.isNaN(this.equalNumber));
	}

	boolean mayBeBoolean() {
		return this.pattern == null && mayBeText()
				&& (this.equal == null || this.equal.equals("true") || this.equal.equals("false"));
	}

	boolean match(String value) {
		if (this.equal != null) {
			return this.equal.equals(value);
		}
		return this.pattern == null || this.pattern.matches(value);
	}

	boolean match(double value) {
		if (this.equal != null) {
			return value == this.equalNumber;
		}
		return (this.min == null || value >= this.min) && (this.max == null || value <= this.max);
	}

	private static double number(@Nullable String text) {
		try {
			return (text != null) ? Double.parseDouble(text) : Double.NaN;
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

}
