/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How requests get to the collector: one attempt over HTTP or gRPC, and around it the
 * patience (retry, circuit, spool) that a collector needs from time to time.
 */
@NullMarked
package dev.tracing.boot.otlp;

import org.jspecify.annotations.NullMarked;
