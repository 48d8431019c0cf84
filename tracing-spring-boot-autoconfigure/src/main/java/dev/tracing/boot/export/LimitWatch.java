/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the limits of a span cut off, on the export thread, and says it once per
 * interval with the property to change.
 */
final class LimitWatch {

	private static final Logger logger = LoggerFactory.getLogger(LimitWatch.class);

	private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final LongAdder attributes = new LongAdder();

	private final LongAdder events = new LongAdder();

	private final LongAdder links = new LongAdder();

	private final AtomicLong nextMessage = new AtomicLong(System.nanoTime());

	SpanExporter watch(SpanExporter delegate) {
		return new WatchedExporter(delegate);
	}

	LongAdder droppedAttributes() {
		return this.attributes;
	}

	LongAdder droppedEvents() {
		return this.events;
	}

	LongAdder droppedLinks() {
		return this.links;
	}

	private void count(SpanData span, String what, int dropped, LongAdder counter) {
		if (dropped <= 0) {
			return;
		}
		counter.add(dropped);
		long now = System.nanoTime();
		long next = this.nextMessage.get();
		if (now - next >= 0 && this.nextMessage.compareAndSet(next, now + INTERVAL_NANOS)) {
			logger.warn("Dropped {} {} of span '{}' ({} since the start): raise tracing.limits.max-{}", dropped, what,
					span.getName(), counter.sum(), what);
		}
	}

	private final class WatchedExporter implements SpanExporter {

		private final SpanExporter delegate;

		WatchedExporter(SpanExporter delegate) {
			this.delegate = delegate;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			LimitWatch watch = LimitWatch.this;
			for (SpanData span : spans) {
				watch.count(span, "attributes", span.getTotalAttributeCount() - span.getAttributes().size(),
						watch.attributes);
				watch.count(span, "events", span.getTotalRecordedEvents() - span.getEvents().size(), watch.events);
				watch.count(span, "links", span.getTotalRecordedLinks() - span.getLinks().size(), watch.links);
			}
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

}
