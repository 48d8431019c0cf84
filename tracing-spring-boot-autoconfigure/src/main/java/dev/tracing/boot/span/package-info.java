/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The spans of this starter's own instrumentation. They are what the SDK's spans are, in
 * the SDK's place, because most of what a recorded request pays for tracing is paid
 * there.
 */
@NullMarked
package dev.tracing.boot.span;

import org.jspecify.annotations.NullMarked;
