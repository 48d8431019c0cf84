/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Trace and span id in every log line of a traced request.
 */
@NullMarked
package dev.tracing.boot.logging;

import org.jspecify.annotations.NullMarked;
