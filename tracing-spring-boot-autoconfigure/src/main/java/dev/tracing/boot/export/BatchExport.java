/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.tracing.boot.ledger.ExportLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes spans from a queue to an exporter, in batches and on one thread of its own, which
 * starts with the first span. The exporter is never called by two threads, but may have
 * several exports under way.
 *
 * @param <E> type of the queued spans
 */
final class BatchExport<E> {

	private static final Logger logger = LoggerFactory.getLogger(BatchExport.class);

	private static final long SHORT_NANOS = 50_000;

	private final BatchSettings settings;

	private final WaitingSpans<E> waiting;

	private final GuardedExporter exporter;

	private final DropMessage drops;

	private final InFlight inFlight;

	private final ExportThread thread;

	private final Flushes flushes;

	private volatile boolean closing;

	private volatile boolean closed;

	// From here on known to the thread alone.
	private long batches;

	private long nextExport;

	BatchExport(BatchSettings settings, SpanQueue<E> queue, Function<E, SpanData> data, SpanExporter exporter,
			ExportLog log, DropMessage drops) {
		this.settings = settings;
		this.waiting = new WaitingSpans<>(queue, data, log.ledger(), drops);
		this.exporter = new GuardedExporter(exporter);
		this.drops = drops;
		this.flushes = new Flushes(settings.timeoutNanos());
		this.inFlight = new InFlight(log, System::nanoTime);
		this.thread = new ExportThread(this::run, "tracing-export-" + log.destination());
		log.queue(queue::size, queue.capacity());
	}

	/**
	 * Takes a span that is counted as queued and has it exported. Never blocks.
	 * @param span the span
	 */
	void accept(E span) {
		add(span);
		begin();
	}

	/**
	 * Takes a span that is counted as queued.
	 * @param span the span
	 */
	void add(E span) {
		if (this.closing) {
			this.waiting.refuse();
			return;
		}
		this.waiting.add(span);
		if (this.closed) {
			this.waiting.loseAll();
		}
	}

	/**
	 * Has spans exported if there are enough of them.
	 */
	void begin() {
		this.thread.notice(this.waiting.size());
	}

	CompletableResultCode flush() {
		CompletableResultCode result = this.flushes.request(System.nanoTime());
		this.thread.wake();
		if (this.closed) {
			this.flushes.refuse();
		}
		return result;
	}

	/**
	 * Takes no more spans and ends as soon as those it has are exported.
	 * @return when it has ended
	 */
	CompletableResultCode close() {
		this.closing = true;
		if (this.thread.forbid()) {
			end();
		}
		else {
			this.thread.wake();
		}
		return this.exporter.closeResult();
	}

	/**
	 * Ends at once.
	 * @return how many spans are lost by that
	 */
	long giveUp() {
		this.closing = true;
		this.closed = true;
		long lost = loseAll();
		this.thread.interrupt();
		this.exporter.close();
		return lost;
	}

	private void run() {
		this.nextExport = System.nanoTime() + this.settings.delayNanos();
		while (!this.closed) {
			try {
				if (!step()) {
					sleep();
				}
			}
			catch (RuntimeException | Error ex) {
				logger.debug("Export thread goes on after a failure", ex);
				this.thread.sleep(SHORT_NANOS);
			}
		}
		loseAll();
		this.flushes.end();
		this.drops.sayNow();
	}

	// Whether anything has changed, so that the next step may find more to do.
	private boolean step() {
		long now = System.nanoTime();
		this.inFlight.giveUpLate(this.settings.timeoutNanos());
		this.drops.say();
		this.flushes.advance(now, this.waiting.size(), this.batches, this.inFlight, this.exporter);
		if (this.closing && this.waiting.size() == 0 && this.inFlight.size() == 0) {
			end();
			return true;
		}
		return this.inFlight.size() < this.settings.concurrency() && isDue(now) && export(now);
	}

	private boolean isDue(long now) {
		int size = this.waiting.size();
		boolean late = now - this.nextExport >= 0;
		if (size == 0) {
			this.nextExport = late ? now + this.settings.delayNanos() : this.nextExport;
			return false;
		}
		return late || this.closing || size >= this.settings.enough() || this.flushes.wantSpans();
	}

	private boolean export(long now) {
		List<SpanData> spans = new ArrayList<>(Math.min(this.settings.batchSize(), this.waiting.size()));
		int taken = this.waiting.takeInto(spans, this.settings.batchSize());
		if (taken == 0) {
			return false;
		}
		this.nextExport = now + this.settings.delayNanos();
		this.flushes.sent(taken);
		if (!spans.isEmpty()) {
			send(spans);
		}
		return true;
	}

	private void send(List<SpanData> spans) {
		Batch batch = this.inFlight.begin(++this.batches, spans.size());
		CompletableResultCode result = this.exporter.export(batch, spans);
		result.whenComplete(() -> {
			this.inFlight.complete(batch, result);
			this.thread.wake();
		});
	}

	private void sleep() {
		long now = System.nanoTime();
		long wait = Math.min(this.settings.delayNanos(), this.inFlight.giveUpLate(this.settings.timeoutNanos()));
		wait = Math.min(wait, this.flushes.nanosLeft(now));
		boolean free = this.inFlight.size() < this.settings.concurrency();
		if (free) {
			wait = Math.min(wait, this.nextExport - now);
			this.thread.wakeAt(this.settings.enough());
		}
		// Whoever came before the limit was set did not wake anyone. Where a span is due
		// and not there yet, it comes in a moment.
		boolean due = free && isDue(now);
		this.thread.sleep(due ? SHORT_NANOS : Math.max(wait, SHORT_NANOS));
	}

	private void end() {
		this.closed = true;
		loseAll();
		this.exporter.close();
	}

	private long loseAll() {
		long lost = this.waiting.loseAll() + this.inFlight.giveUpAll();
		this.flushes.refuse();
		return lost;
	}

	@Override
	public String toString() {
		return this.settings.toString();
	}

}
