/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

/**
 * Whose errors make a trace worth rescuing.
 */
public enum ErrorScope {

	/**
	 * Those of every span, also if somebody dealt with them.
	 */
	ANY_SPAN,

	/**
	 * Those of the local root: of what the caller was told.
	 */
	LOCAL_ROOT,

	/**
	 * Exceptions that the local root recorded.
	 */
	UNHANDLED

}
