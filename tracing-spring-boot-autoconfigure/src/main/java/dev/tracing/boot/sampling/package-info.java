/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Which traces are kept: one decision where a trace starts, and every later span of it
 * follows.
 */
@NullMarked
package dev.tracing.boot.sampling;

import org.jspecify.annotations.NullMarked;
