/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of gRPC calls.
 */
@NullMarked
package dev.tracing.boot.grpc;

import org.jspecify.annotations.NullMarked;
