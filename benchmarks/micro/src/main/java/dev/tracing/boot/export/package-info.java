/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the way from a span's end to its exporter.
 */
@NullMarked
package dev.tracing.boot.export;

import org.jspecify.annotations.NullMarked;
