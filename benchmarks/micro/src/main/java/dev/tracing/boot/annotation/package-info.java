/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of spans around methods.
 */
@NullMarked
package dev.tracing.boot.annotation;

import org.jspecify.annotations.NullMarked;
