/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the context inside the process.
 */
@NullMarked
package dev.tracing.boot.async;

import org.jspecify.annotations.NullMarked;
