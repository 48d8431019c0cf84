/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Our propagators, for the benchmarks of other packages.
 */
@NullMarked
package dev.tracing.boot.propagation;

import org.jspecify.annotations.NullMarked;
