/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.application;

/**
 * What the application does. The method is public in every variant, because most peers
 * trace no other.
 */
public interface Greetings {

	/**
	 * Greets.
	 * @param name who is greeted
	 * @return the greeting
	 */
	String greet(String name);

}
