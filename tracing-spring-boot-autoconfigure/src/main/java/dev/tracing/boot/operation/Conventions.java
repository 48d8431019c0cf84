/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

/**
 * The conventions that all spans of an application follow.
 *
 * @param semconv which attribute names are written
 * @param naming how spans are named
 */
public record Conventions(Semconv semconv, Naming naming) {

	/**
	 * Stable attribute names and conventional span names.
	 */
	public static final Conventions DEFAULT = new Conventions(Semconv.STABLE, Naming.SEMCONV);

	/**
	 * Returns the name of a span.
	 * @param conventional the name that the semantic conventions ask for
	 * @param component the name of the form {@code component.operation}
	 * @return the one that the application chose
	 */
	public String name(String conventional, String component) {
		return (this.naming == Naming.COMPONENT) ? component : conventional;
	}

}
