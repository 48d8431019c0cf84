/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Lets code in the operators of a reactive chain see the span that the chain carries,
 * whatever the thread: by a scope where a signal comes from outside, and by nothing where
 * the span is current already.
 */
@NullMarked
package dev.tracing.boot.reactor;

import org.jspecify.annotations.NullMarked;
