/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Span processor whose shutdown flushes, but never keeps the application from closing:
 * with a dead collector the export's retries alone would take longer than most
 * orchestrators wait.
 */
final class BoundedSpanProcessor implements SpanProcessor {

	private static final Logger logger = LoggerFactory.getLogger(BoundedSpanProcessor.class);

	private final SpanProcessor delegate;

	private final Duration shutdownTimeout;

	BoundedSpanProcessor(SpanProcessor delegate, Duration shutdownTimeout) {
		this.delegate = delegate;
		this.shutdownTimeout = shutdownTimeout;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		this.delegate.onStart(parentContext, span);
	}

	@Override
	public boolean isStartRequired() {
		return this.delegate.isStartRequired();
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.delegate.onEnd(span);
	}

	@Override
	public boolean isEndRequired() {
		return this.delegate.isEndRequired();
	}

	@Override
	public CompletableResultCode forceFlush() {
		return this.delegate.forceFlush();
	}

	@Override
	public CompletableResultCode shutdown() {
		CompletableResultCode result = this.delegate.shutdown()
			.join(this.shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS);
		if (!result.isDone()) {
			logger.warn("The last spans were not exported within {} ms (tracing.export.shutdown-timeout) and are lost",
					this.shutdownTimeout.toMillis());
		}
		return CompletableResultCode.ofSuccess();
	}

}
