/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Runs all variants of the application in turn and prints what tracing costs in each.
 */
@NullMarked
package dev.tracing.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
