/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's own batch processor, whose shutdown flushes, but never keeps the
 * application from closing. It does not tell what becomes of its spans: they count as
 * exported when it has them.
 */
final class BoundedSpanProcessor implements SpanProcessor {

	private static final Logger logger = LoggerFactory.getLogger(BoundedSpanProcessor.class);

	private final SpanProcessor delegate;

	private final Ledger ledger;

	private final Duration shutdownTimeout;

	BoundedSpanProcessor(SpanProcessor delegate, Ledger ledger, Duration shutdownTimeout) {
		this.delegate = delegate;
		this.ledger = ledger;
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
		if (span.getSpanContext().isSampled()) {
			this.ledger.export(Account.LIVE, 1);
		}
		else {
			this.ledger.forget(Account.LIVE, 1);
		}
		this.delegate.onEnd(span);
	}

	@Override
	public boolean isEndRequired() {
		return true;
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
