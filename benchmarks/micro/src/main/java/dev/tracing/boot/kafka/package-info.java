/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the headers of records.
 */
@NullMarked
package dev.tracing.boot.kafka;

import org.jspecify.annotations.NullMarked;
