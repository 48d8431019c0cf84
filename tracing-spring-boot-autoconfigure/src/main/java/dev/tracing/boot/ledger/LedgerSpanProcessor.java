/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import dev.tracing.boot.ContextSpanProcessor;
import dev.tracing.boot.span.DeferringSpan;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * First stage of all: here a recorded span enters the ledger. Where it goes when it ends
 * is written by the stages behind.
 */
final class LedgerSpanProcessor implements ContextSpanProcessor {

	private final SpanProcessor delegate;

	private final boolean startRequired;

	// Others may keep a span and read it later.
	private final boolean known;

	private final Ledger ledger;

	private final LiveSpans liveSpans;

	private final LocalRoots localRoots;

	private volatile boolean shutDown;

	LedgerSpanProcessor(SpanProcessor delegate, Ledger ledger, LiveSpans liveSpans, LocalRoots localRoots) {
		this.delegate = delegate;
		this.startRequired = delegate.isStartRequired();
		this.known = delegate instanceof ContextSpanProcessor;
		this.ledger = ledger;
		this.liveSpans = liveSpans;
		this.localRoots = localRoots;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		this.ledger.start(span.getSpanContext().isSampled());
		this.liveSpans.add(span);
		if (this.startRequired) {
			this.delegate.onStart(parentContext, span);
		}
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.liveSpans.remove(span);
		this.localRoots.ended(span);
		if (!this.known && span instanceof DeferringSpan deferring) {
			deferring.resolve();
		}
		this.delegate.onEnd(span);
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	@Override
	public boolean isShutDown() {
		return this.shutDown;
	}

	@Override
	public CompletableResultCode forceFlush() {
		return this.delegate.forceFlush();
	}

	@Override
	public CompletableResultCode shutdown() {
		this.shutDown = true;
		return this.delegate.shutdown();
	}

}
