/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Native spans and Micrometer's Observations in one trace: what Micrometer takes as its
 * current span, how an Observation adopts a native span instead of making a second one,
 * and which context an Observation stands for.
 */
@NullMarked
package dev.tracing.boot.observation;

import org.jspecify.annotations.NullMarked;
