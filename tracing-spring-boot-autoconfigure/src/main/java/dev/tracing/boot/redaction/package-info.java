/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What must not leave the process. Looks at everything that a span says, on the export
 * thread and once, before any sink: attributes whose keys name a secret, and text that
 * contains what looks like one. Only the auto-configuration and what it imports know
 * Spring.
 */
@NullMarked
package dev.tracing.boot.redaction;

import org.jspecify.annotations.NullMarked;
