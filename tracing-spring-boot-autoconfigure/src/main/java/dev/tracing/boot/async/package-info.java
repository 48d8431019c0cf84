/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The context inside the process: tasks that are handed to executors and schedulers run
 * in the context of whoever handed them over, and every run of a {@code @Scheduled}
 * method is a trace of its own.
 */
@NullMarked
package dev.tracing.boot.async;

import org.jspecify.annotations.NullMarked;
