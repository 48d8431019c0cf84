/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Benchmarks of the sampler.
 */
@NullMarked
package dev.tracing.boot.sampling;

import org.jspecify.annotations.NullMarked;
