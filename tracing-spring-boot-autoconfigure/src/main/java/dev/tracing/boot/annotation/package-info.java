/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Spans around methods: {@link dev.tracing.boot.annotation.Traced} and
 * {@link dev.tracing.boot.annotation.SpanAttribute}.
 */
@NullMarked
package dev.tracing.boot.annotation;

import org.jspecify.annotations.NullMarked;
