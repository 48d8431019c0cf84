/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Spring Security's Observations: metrics yes, spans only if asked for.
 */
@NullMarked
package dev.tracing.boot.security;

import org.jspecify.annotations.NullMarked;
