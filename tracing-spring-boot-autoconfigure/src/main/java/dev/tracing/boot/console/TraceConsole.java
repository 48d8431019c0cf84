/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.tracing.boot.analysis.FinishedSpan;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Prints each trace once it has come to rest, on a thread of its own that starts with the
 * first span. Serves all application contexts that registered.
 */
final class TraceConsole implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TraceConsole.class);

	private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final OpenTraces traces;

	private final Function<FinishedTrace, String> format;

	private final Consumer<String> output;

	private final LongSupplier clock;

	private final List<TraceSource> sources = new CopyOnWriteArrayList<>();

	private final ReentrantLock lifecycle = new ReentrantLock();

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	private int notShown;

	private long warnedAt;

	TraceConsole(OpenTraces traces, Function<FinishedTrace, String> format, Consumer<String> output,
			LongSupplier clock) {
		this.traces = traces;
		this.format = format;
		this.output = output;
		this.clock = clock;
		this.warnedAt = clock.getAsLong() - WARN_NANOS;
	}

	/**
	 * Registers an application context.
	 * @param flush sends on the ended spans that wait in a queue, without waiting for
	 * them; gives {@code null} if there is no such queue
	 * @return what the context tells about its spans
	 */
	TraceSource register(Supplier<@Nullable CompletableResultCode> flush) {
		TraceSource source = new TraceSource(this, flush);
		this.sources.add(source);
		return source;
	}

	void remove(TraceSource source) {
		this.sources.remove(source);
	}

	void started(String traceId) {
		this.traces.started(traceId, this.clock.getAsLong());
		startIfNecessary();
	}

	void ended(String traceId) {
		this.traces.ended(traceId, this.clock.getAsLong());
	}

	void received(List<FinishedSpan> spans) {
		this.traces.received(spans, this.clock.getAsLong());
		startIfNecessary();
	}

	private void startIfNecessary() {
		if (this.thread != null || this.closed) {
			return;
		}
		this.lifecycle.lock();
		try {
			if (this.thread == null && !this.closed) {
				Thread started = new Thread(this::run, "tracing-console");
				started.setDaemon(true);
				started.start();
				this.thread = started;
			}
		}
		finally {
			this.lifecycle.unlock();
		}
	}

	private void run() {
		try {
			while (!this.closed) {
				work();
				this.traces.await(TICK_NANOS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void work() {
		long now = this.clock.getAsLong();
		ConsoleWork work = this.traces.poll(now);
		work.finished().forEach(this::print);
		warn(work.notShown(), now);
		if (!work.toFlush().isEmpty()) {
			this.traces.flushing(work.toFlush(), flush());
		}
	}

	private void warn(int notShown, long now) {
		this.notShown += notShown;
		if (this.notShown > 0 && now - this.warnedAt >= WARN_NANOS) {
			logger.warn("Did not show " + this.notShown
					+ " traces: too many at a time (tracing.console-tree.max-traces=" + this.traces.maxTraces() + ")");
			this.notShown = 0;
			this.warnedAt = now;
		}
	}

	private CompletableResultCode flush() {
		List<CompletableResultCode> results = new ArrayList<>();
		for (TraceSource source : this.sources) {
			CompletableResultCode result = source.flush();
			if (result != null) {
				results.add(result);
			}
		}
		return CompletableResultCode.ofAll(results);
	}

	private void print(FinishedTrace trace) {
		try {
			this.output.accept(this.format.apply(trace));
		}
		catch (RuntimeException ex) {
			logger.debug("Cannot print trace " + trace.traceId(), ex);
		}
	}

	@Override
	public void close() {
		Thread running = stop();
		if (running != null) {
			running.interrupt();
			try {
				running.join(TimeUnit.SECONDS.toMillis(1));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		this.traces.drain(this.clock.getAsLong()).forEach(this::print);
	}

	private @Nullable Thread stop() {
		this.lifecycle.lock();
		try {
			this.closed = true;
			return this.thread;
		}
		finally {
			this.lifecycle.unlock();
		}
	}

}
