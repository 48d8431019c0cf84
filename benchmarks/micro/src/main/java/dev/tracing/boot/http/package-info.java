/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of HTTP servers and clients.
 */
@NullMarked
package dev.tracing.boot.http;

import org.jspecify.annotations.NullMarked;
