/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of what must not leave the process.
 */
@NullMarked
package dev.tracing.boot.redaction;

import org.jspecify.annotations.NullMarked;
