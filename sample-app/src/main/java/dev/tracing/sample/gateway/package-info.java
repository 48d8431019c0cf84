/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Service {@code gateway}: the shop's door, which calls {@code order}.
 */
@NullMarked
package dev.tracing.sample.gateway;

import org.jspecify.annotations.NullMarked;
