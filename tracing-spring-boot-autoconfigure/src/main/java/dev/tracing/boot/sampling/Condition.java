/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

/**
 * One thing that a trace must begin with for a rule to decide on it.
 */
@FunctionalInterface
interface Condition {

	boolean matches(Candidate candidate);

}
