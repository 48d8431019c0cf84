/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The endpoint {@code tracing}: what the other features have to show and to offer to who
 * operates the application.
 */
@NullMarked
package dev.tracing.boot.actuate;

import org.jspecify.annotations.NullMarked;
