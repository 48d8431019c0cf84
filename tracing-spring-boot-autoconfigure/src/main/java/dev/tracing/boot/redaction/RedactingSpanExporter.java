/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Stands before all sinks and hands them redacted spans.
 */
final class RedactingSpanExporter implements SpanExporter {

	private final SpanExporter sinks;

	private final SpanRedactor redactor;

	RedactingSpanExporter(SpanExporter sinks, SpanRedactor redactor) {
		this.sinks = sinks;
		this.redactor = redactor;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		List<SpanData> redacted = new ArrayList<>(spans.size());
		for (SpanData span : spans) {
			redacted.add(this.redactor.redact(span));
		}
		return this.sinks.export(redacted);
	}

	@Override
	public CompletableResultCode flush() {
		return this.sinks.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.sinks.shutdown();
	}

	@Override
	public String toString() {
		return "RedactingSpanExporter{" + this.sinks + '}';
	}

}
