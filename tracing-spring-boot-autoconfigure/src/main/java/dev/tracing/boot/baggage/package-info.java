/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Business facts about a request, such as the tenant: where they are taken from, whether
 * they travel with the trace, and whether spans and log lines show them.
 */
@NullMarked
package dev.tracing.boot.baggage;

import org.jspecify.annotations.NullMarked;
