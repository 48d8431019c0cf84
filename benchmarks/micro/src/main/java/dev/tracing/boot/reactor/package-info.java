/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the context inside the process.
 */
@NullMarked
package dev.tracing.boot.reactor;

import org.jspecify.annotations.NullMarked;
