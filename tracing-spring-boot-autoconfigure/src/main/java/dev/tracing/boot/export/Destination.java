/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Where spans are sent, apart from all others.
 *
 * @param name how users call it
 * @param maxQueueSize most spans that wait for it
 * @param property the property that says so
 * @param exporter what sends them
 */
record Destination(String name, int maxQueueSize, String property, SpanExporter exporter) {
}
