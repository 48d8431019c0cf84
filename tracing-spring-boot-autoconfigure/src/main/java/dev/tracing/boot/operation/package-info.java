/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A span's life, once: start it, make it current, let it fail, end it exactly once. Every
 * other feature starts and ends its spans here; nothing in this package knows Spring or
 * the OpenTelemetry SDK.
 */
@NullMarked
package dev.tracing.boot.operation;

import org.jspecify.annotations.NullMarked;
