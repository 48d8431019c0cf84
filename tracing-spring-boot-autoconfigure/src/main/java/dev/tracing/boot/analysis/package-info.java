/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What a finished trace says: which spans lie in which, what ran in parallel, where the
 * time went and what the caller waited for. Knows neither Spring nor the OpenTelemetry
 * SDK.
 */
@NullMarked
package dev.tracing.boot.analysis;

import org.jspecify.annotations.NullMarked;
