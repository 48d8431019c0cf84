/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What several benchmarks share: spans that nobody keeps, the contexts they start in, and
 * Spring Boot's own tracing to compare with. The benchmarks themselves stand in the
 * packages of what they measure.
 */
@NullMarked
package dev.tracing.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
