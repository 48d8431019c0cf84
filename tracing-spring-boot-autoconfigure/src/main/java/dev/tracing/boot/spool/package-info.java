/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the collector does not take waits on disk: the exact request, one file each, until
 * it is delivered, too old, or too much. Survives the process.
 */
@NullMarked
package dev.tracing.boot.spool;

import org.jspecify.annotations.NullMarked;
