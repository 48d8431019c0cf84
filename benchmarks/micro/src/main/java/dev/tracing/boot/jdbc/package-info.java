/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of tracing with JDBC.
 */
@NullMarked
package dev.tracing.boot.jdbc;

import org.jspecify.annotations.NullMarked;
