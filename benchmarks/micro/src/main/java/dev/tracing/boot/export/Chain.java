/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Spans and what takes them to an exporter.
 */
final class Chain {

	private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final SentSpans sent;

	private final SdkTracerProvider provider;

	Chain(SentSpans sent, SpanProcessor processor) {
		this.sent = sent;
		this.provider = SdkTracerProvider.builder().addSpanProcessor(processor).build();
	}

	/**
	 * Makes one batch of spans and waits for their export.
	 * @return how many spans were exported so far
	 */
	long export() {
		long expected = this.sent.count() + EndedSpans.COUNT;
		EndedSpans.make(this.provider.get("benchmark"));
		long start = System.nanoTime();
		// A flush right after another one may be told of the other's success.
		while (this.sent.count() < expected) {
			if (System.nanoTime() - start > MAX_WAIT_NANOS) {
				throw new IllegalStateException("Only " + this.sent.count() + " of " + expected + " spans came");
			}
			this.provider.forceFlush().join(10, TimeUnit.SECONDS);
			Thread.onSpinWait();
		}
		return expected;
	}

	void close() {
		this.provider.close();
	}

}
