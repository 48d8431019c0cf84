/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * How an order goes, on request.
 */
public enum Variant {

	/**
	 * Nothing special.
	 */
	NORMAL,

	/**
	 * The payment provider takes its time.
	 */
	SLOW,

	/**
	 * The payment provider is out of order.
	 */
	FAIL,

	/**
	 * The payment's risk is too high.
	 */
	RISKY;

	/**
	 * Reads a variant in lower or upper case.
	 * @param text the name
	 * @return the variant
	 */
	@JsonCreator
	public static Variant of(String text) {
		return valueOf(text.toUpperCase(Locale.ROOT));
	}

}
