/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of operations and of the headers that carry them.
 */
@NullMarked
package dev.tracing.boot.operation;

import org.jspecify.annotations.NullMarked;
