/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Finished traces on the console, as a tree or as JSON. Counts the spans of each trace
 * while they are open, takes them from behind the redaction when they have ended, and
 * prints a trace as one block once it has come to rest.
 */
@NullMarked
package dev.tracing.boot.console;

import org.jspecify.annotations.NullMarked;
