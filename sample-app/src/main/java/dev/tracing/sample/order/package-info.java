/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Service {@code order}: creates orders with the help of {@code inventory},
 * {@code payment} and {@code notification}.
 */
@NullMarked
package dev.tracing.sample.order;

import org.jspecify.annotations.NullMarked;
