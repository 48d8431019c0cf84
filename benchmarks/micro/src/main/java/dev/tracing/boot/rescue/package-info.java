/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the rescue.
 */
@NullMarked
package dev.tracing.boot.rescue;

import org.jspecify.annotations.NullMarked;
