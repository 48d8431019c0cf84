/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Service {@code inventory}: knows what is in stock and reserves it.
 */
@NullMarked
package dev.tracing.sample.inventory;

import org.jspecify.annotations.NullMarked;
