/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How finished spans leave the process: one batch processor, every exporter behind it,
 * and an end that is bounded.
 */
@NullMarked
package dev.tracing.boot.export;

import org.jspecify.annotations.NullMarked;
