/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exporter whose exports fail by their result even where they throw, and that is
 * closed only once.
 */
final class GuardedExporter {

	private static final Logger logger = LoggerFactory.getLogger(GuardedExporter.class);

	private final SpanExporter exporter;

	private final AtomicBoolean closed = new AtomicBoolean();

	private final CompletableResultCode closeResult = new CompletableResultCode();

	GuardedExporter(SpanExporter exporter) {
		this.exporter = exporter;
	}

	CompletableResultCode export(Batch batch, List<SpanData> spans) {
		try {
			return batch.delivery().during(() -> this.exporter.export(spans));
		}
		catch (RuntimeException | Error ex) {
			return CompletableResultCode.ofExceptionalFailure(ex);
		}
	}

	CompletableResultCode flush() {
		return this.exporter.flush();
	}

	/**
	 * Closes the exporter, unless somebody has.
	 */
	void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		try {
			this.exporter.shutdown().whenComplete(this.closeResult::succeed);
		}
		catch (RuntimeException ex) {
			logger.debug("Exporter does not close", ex);
			this.closeResult.fail();
		}
	}

	/**
	 * Returns what becomes of closing it, now or later.
	 * @return when it has closed
	 */
	CompletableResultCode closeResult() {
		return this.closeResult;
	}

}
