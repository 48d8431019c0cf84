/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Service {@code gateway}: the shop's door. It fills in orders and brings them to
 * {@code order}; what is for {@code inventory} it only routes.
 */
@NullMarked
package dev.tracing.sample.gateway;

import org.jspecify.annotations.NullMarked;
