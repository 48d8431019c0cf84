/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

/**
 * Mark of publishers that restore the span of their chain.
 */
sealed interface SpanPublisher permits SpanMono, SpanFlux {

}
