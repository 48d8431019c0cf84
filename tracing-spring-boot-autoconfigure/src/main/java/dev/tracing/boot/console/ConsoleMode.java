/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

/**
 * What finished traces look like on the console.
 */
public enum ConsoleMode {

	/**
	 * One block of lines for each trace, indented as the spans lie in each other.
	 */
	TREE,

	/**
	 * One line of JSON for each trace.
	 */
	JSON,

	/**
	 * Nothing is printed.
	 */
	OFF

}
