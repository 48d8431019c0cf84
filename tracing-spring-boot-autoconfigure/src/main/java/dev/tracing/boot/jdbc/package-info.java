/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Databases behind JDBC: a span for each statement that is executed, named after what it
 * does and to which table, with its text without any value, and a span for the wait for a
 * connection where that took long. Works on every DataSource bean; what wraps another
 * traced one adds nothing.
 */
@NullMarked
package dev.tracing.boot.jdbc;

import org.jspecify.annotations.NullMarked;
