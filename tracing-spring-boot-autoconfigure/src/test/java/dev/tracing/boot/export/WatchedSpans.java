/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;
import java.util.function.Consumer;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Looks at spans on their way.
 */
record WatchedSpans(SpanExporter sinks, Consumer<Collection<SpanData>> look) implements SpanExporter {

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		this.look.accept(spans);
		return this.sinks.export(spans);
	}

	@Override
	public CompletableResultCode flush() {
		return this.sinks.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.sinks.shutdown();
	}

}
