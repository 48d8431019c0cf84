/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.context.ApplicationContext;

/**
 * A way from one place of an application to another, and a row of
 * {@code docs/propagation.md}. To add one, write a class that implements this: nobody
 * lists them.
 */
interface Hop {

	/**
	 * What the row is called.
	 */
	String name();

	/**
	 * What stands in front of the name: rows are sorted by it.
	 */
	String group();

	/**
	 * Configuration beside {@link HopApplication}; hops that name the same share an
	 * application.
	 */
	Class<?> application();

	/**
	 * Properties of that application.
	 */
	default String[] properties() {
		return new String[0];
	}

	/**
	 * Goes the way, to whose end {@link Handoff#arrive()} is called once.
	 */
	void cross(ApplicationContext application) throws Exception;

	/**
	 * How many spans the way itself makes.
	 */
	default int spans() {
		return 0;
	}

	/**
	 * Whether the end of the way is meant to be a new trace.
	 */
	default boolean startsTrace() {
		return false;
	}

	/**
	 * How many spans of the way stay in the trace of the caller where the end of it is a
	 * new trace, which is then linked to the last of them.
	 */
	default int spansOfCaller() {
		return 0;
	}

	/**
	 * Property that turns off what the hop needs; empty if it needs nothing of ours.
	 */
	default String feature() {
		return "";
	}

	/**
	 * First version of Java that has this.
	 */
	default int java() {
		return 17;
	}

	/**
	 * What a reader has to know, and why a cell says no.
	 */
	default String note() {
		return "";
	}

}
