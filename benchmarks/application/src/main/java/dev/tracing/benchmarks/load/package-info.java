/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Sends requests through the whole Tomcat of the application on one thread, without a
 * network, and tells what they cost on that thread and on all others.
 */
@NullMarked
package dev.tracing.benchmarks.load;

import org.jspecify.annotations.NullMarked;
