/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A small servlet application that is measured with and without tracing: one controller
 * and one method that becomes a span.
 */
@NullMarked
package dev.tracing.benchmarks.application;

import org.jspecify.annotations.NullMarked;
