/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * An exporter that answers as it is told, and notices if two threads call it.
 */
final class StubbornExporter implements SpanExporter {

	private final List<CompletableResultCode> open = new CopyOnWriteArrayList<>();

	private final List<List<String>> batches = new CopyOnWriteArrayList<>();

	private final AtomicInteger callers = new AtomicInteger();

	private volatile boolean calledTwiceAtOnce;

	private volatile boolean shutdown;

	private volatile boolean interrupted;

	private volatile Function<Collection<SpanData>, CompletableResultCode> answer = (spans) -> CompletableResultCode
		.ofSuccess();

	void answer(Function<Collection<SpanData>, CompletableResultCode> answer) {
		this.answer = answer;
	}

	/**
	 * Results stay open until they are completed.
	 */
	void hold() {
		answer((spans) -> {
			CompletableResultCode result = new CompletableResultCode();
			this.open.add(result);
			return result;
		});
	}

	/**
	 * Every call blocks until it is interrupted.
	 */
	void block() {
		answer((spans) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
			}
			return CompletableResultCode.ofFailure();
		});
	}

	List<CompletableResultCode> open() {
		return this.open;
	}

	/**
	 * Names of the spans by batch.
	 */
	List<List<String>> batches() {
		return this.batches;
	}

	List<String> names() {
		return this.batches.stream().flatMap(List::stream).toList();
	}

	boolean isCalledTwiceAtOnce() {
		return this.calledTwiceAtOnce;
	}

	boolean isInterrupted() {
		return this.interrupted;
	}

	boolean isShutdown() {
		return this.shutdown;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		this.calledTwiceAtOnce |= this.callers.incrementAndGet() > 1;
		try {
			this.batches.add(spans.stream().map(SpanData::getName).toList());
			return this.answer.apply(spans);
		}
		finally {
			this.callers.decrementAndGet();
		}
	}

	@Override
	public CompletableResultCode flush() {
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public CompletableResultCode shutdown() {
		this.shutdown = true;
		return CompletableResultCode.ofSuccess();
	}

}
