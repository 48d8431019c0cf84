/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The shop as a whole: all services in one JVM, or one of them alone.
 */
@NullMarked
package dev.tracing.sample.shop;

import org.jspecify.annotations.NullMarked;
