/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.UnaryOperator;

/**
 * Names of spans as they may be shown by an endpoint or a message: as redaction leaves
 * them. Takes its time, so it is for what is rare.
 */
@FunctionalInterface
public interface ShownNames extends UnaryOperator<String> {

	/**
	 * Leaves names as they are, where nothing is redacted.
	 * @return names without a change
	 */
	static ShownNames unchanged() {
		return (name) -> name;
	}

}
