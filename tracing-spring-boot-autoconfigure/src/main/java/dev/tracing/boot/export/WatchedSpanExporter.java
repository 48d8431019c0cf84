/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Exporter whose spans are looked at before they leave.
 */
final class WatchedSpanExporter implements SpanExporter {

	private final SpanExporter delegate;

	private final LimitWatch limits;

	WatchedSpanExporter(SpanExporter delegate, LimitWatch limits) {
		this.delegate = delegate;
		this.limits = limits;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		this.limits.look(spans);
		return this.delegate.export(spans);
	}

	@Override
	public CompletableResultCode flush() {
		return this.delegate.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.delegate.shutdown();
	}

}
