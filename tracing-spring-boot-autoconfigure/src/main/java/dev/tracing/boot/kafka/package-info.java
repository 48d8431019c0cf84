/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Kafka: a span for each record that is sent and for each delivery to a listener, with
 * the trace travelling in the record's headers; for each poll, too, if asked for. Works
 * on every producer factory, listener container factory and listener container bean,
 * beside the application's own interceptors.
 */
@NullMarked
package dev.tracing.boot.kafka;

import org.jspecify.annotations.NullMarked;
