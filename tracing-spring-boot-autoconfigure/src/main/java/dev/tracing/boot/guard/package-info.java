/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What keeps a span small: limits on its attributes, events and links.
 */
@NullMarked
package dev.tracing.boot.guard;

import org.jspecify.annotations.NullMarked;
