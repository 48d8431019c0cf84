/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.tracing.boot.analysis.FinishedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/**
 * Hands ended spans to the console. One sink among those behind the redaction.
 */
final class ConsoleSpanExporter implements SpanExporter {

	private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

	private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

	private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

	private final TraceSource source;

	ConsoleSpanExporter(TraceSource source) {
		this.source = source;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		List<FinishedSpan> finished = new ArrayList<>(spans.size());
		for (SpanData span : spans) {
			finished.add(finished(span));
		}
		this.source.received(finished);
		return CompletableResultCode.ofSuccess();
	}

	private static FinishedSpan finished(SpanData span) {
		String service = span.getResource().getAttribute(SERVICE_NAME);
		boolean hasParent = span.getParentSpanContext().isValid();
		boolean error = span.getStatus().getStatusCode() == StatusCode.ERROR;
		return new FinishedSpan(span.getTraceId(), span.getSpanId(), hasParent ? span.getParentSpanId() : null,
				hasParent && span.getParentSpanContext().isRemote(), span.getName(), span.getKind(),
				(service != null) ? service : "unknown", span.getStartEpochNanos(), span.getEndEpochNanos(), error,
				error ? errorType(span) : null, span.getAttributes());
	}

	private static @Nullable String errorType(SpanData span) {
		String type = span.getAttributes().get(ERROR_TYPE);
		for (EventData event : span.getEvents()) {
			type = (type != null) ? type : event.getAttributes().get(EXCEPTION_TYPE);
		}
		return type;
	}

	@Override
	public CompletableResultCode flush() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public CompletableResultCode shutdown() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public String toString() {
		return "ConsoleSpanExporter";
	}

}
