/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the books.
 */
@NullMarked
package dev.tracing.boot.ledger;

import org.jspecify.annotations.NullMarked;
