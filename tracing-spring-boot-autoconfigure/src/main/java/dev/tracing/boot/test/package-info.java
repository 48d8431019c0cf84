/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What happens in the user's own tests: nothing leaves them unless they ask for it.
 */
@NullMarked
package dev.tracing.boot.test;

import org.jspecify.annotations.NullMarked;
