/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What benchmarks need of our Observations.
 */
@NullMarked
package dev.tracing.boot.observation;

import org.jspecify.annotations.NullMarked;
