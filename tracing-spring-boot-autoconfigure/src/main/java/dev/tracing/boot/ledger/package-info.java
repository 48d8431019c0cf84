/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Where every span is and what became of it. Each span that starts ends in exactly one
 * account; at rest the books balance to the span.
 */
@NullMarked
package dev.tracing.boot.ledger;

import org.jspecify.annotations.NullMarked;
