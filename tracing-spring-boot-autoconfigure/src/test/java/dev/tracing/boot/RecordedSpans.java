/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every span of a test, one to take after the other. Publish it as a bean: span
 * processors are called in every configuration. {@link #close()} fails if a span was left
 * unasserted or never ended.
 */
public final class RecordedSpans implements SpanProcessor {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final BlockingQueue<SpanData> ended = new LinkedBlockingQueue<>();

	private final Map<String, String> live = new ConcurrentHashMap<>();

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		this.live.put(span.getSpanContext().getSpanId(), span.getName());
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		// First, so that whoever takes the span does not see it alive.
		this.live.remove(span.getSpanContext().getSpanId());
		this.ended.add(span.toSpanData());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	/**
	 * Takes the next span that ended, and waits for it.
	 */
	public SpanData take() {
		try {
			SpanData span = this.ended.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(span).as("a span that ends within %s; live: %s", PATIENCE, this.live.values()).isNotNull();
			return span;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Takes that many spans, in the order of their ends.
	 */
	public List<SpanData> take(int count) {
		List<SpanData> spans = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			spans.add(take());
		}
		return spans;
	}

	/**
	 * Takes all spans up to one of that name, which is left out.
	 */
	public List<SpanData> takeUntil(String last) {
		List<SpanData> spans = new ArrayList<>();
		for (SpanData span = take(); !span.getName().equals(last); span = take()) {
			spans.add(span);
		}
		return spans;
	}

	/**
	 * Forgets all spans, for what a test needs before it begins.
	 */
	public void clear() {
		this.ended.clear();
	}

	public void assertNoneLive() {
		assertThat(this.live.values()).as("spans that never ended").isEmpty();
	}

	public void assertNoMore() {
		assertNoneLive();
		assertThat(this.ended).as("spans that no assertion took").isEmpty();
	}

	@Override
	public CompletableResultCode shutdown() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public void close() {
		assertNoMore();
	}

}
