/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the services of the shop share: how long their work takes.
 */
@NullMarked
package dev.tracing.sample;

import org.jspecify.annotations.NullMarked;
