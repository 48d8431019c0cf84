/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Rescue of traces that were not sampled and turn out to matter: what failed, what was
 * slow. The spans of such a trace wait in memory until its local root has ended; then
 * they are exported or forgotten.
 */
@NullMarked
package dev.tracing.boot.rescue;

import org.jspecify.annotations.NullMarked;
