/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Locale;

/**
 * Why an export of a batch did not succeed.
 */
public enum ExportFailure {

	/**
	 * The collector could not be reached.
	 */
	CONNECTION,

	/**
	 * There was no answer in time.
	 */
	TIMEOUT,

	/**
	 * The collector asked for a pause or could not serve.
	 */
	UNAVAILABLE,

	/**
	 * The collector does not want what was sent.
	 */
	REFUSED,

	/**
	 * Anything else, such as an exporter that threw an exception.
	 */
	OTHER;

	/**
	 * Returns the type as metrics show it.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
