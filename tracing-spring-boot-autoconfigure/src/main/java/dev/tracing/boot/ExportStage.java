/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Something that every span passes on the export thread before any sink: exporters,
 * Micrometer's reporters and the console. Beans of this type stand in their order, the
 * first one outermost.
 */
@FunctionalInterface
public interface ExportStage {

	/**
	 * Puts the stage before the sinks.
	 * @param sinks all sinks, behind the later stages
	 * @return what receives the spans instead
	 */
	SpanExporter before(SpanExporter sinks);

}
