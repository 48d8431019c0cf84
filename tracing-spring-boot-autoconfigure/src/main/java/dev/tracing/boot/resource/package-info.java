/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the spans say of the application that made them.
 */
@NullMarked
package dev.tracing.boot.resource;

import org.jspecify.annotations.NullMarked;
