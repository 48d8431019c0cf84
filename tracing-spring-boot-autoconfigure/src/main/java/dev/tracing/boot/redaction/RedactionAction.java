/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * What becomes of a value that must not leave the process.
 */
public enum RedactionAction {

	/**
	 * It is replaced by REDACTED.
	 */
	MASK,

	/**
	 * It is replaced by a keyed hash, the same for the same value.
	 */
	HASH,

	/**
	 * The whole attribute is left out.
	 */
	DROP,

	/**
	 * Nothing: the rule is off.
	 */
	OFF

}
