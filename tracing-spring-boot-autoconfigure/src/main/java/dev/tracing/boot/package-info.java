/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What all features share: the switch, the condition, the operations, and the
 * {@code tracing.*} tree of properties in front of Spring Boot's own.
 */
@NullMarked
package dev.tracing.boot;

import org.jspecify.annotations.NullMarked;
