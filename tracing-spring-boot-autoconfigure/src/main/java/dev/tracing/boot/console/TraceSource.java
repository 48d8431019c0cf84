/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.List;
import java.util.function.Supplier;

import dev.tracing.boot.analysis.FinishedSpan;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * An application context, seen from the console. Leaves the console when it is closed.
 */
final class TraceSource implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TraceSource.class);

	private final TraceConsole console;

	private final Supplier<@Nullable CompletableResultCode> flush;

	TraceSource(TraceConsole console, Supplier<@Nullable CompletableResultCode> flush) {
		this.console = console;
		this.flush = flush;
	}

	void started(String traceId) {
		this.console.started(traceId);
	}

	void ended(String traceId) {
		this.console.ended(traceId);
	}

	void received(List<FinishedSpan> spans) {
		this.console.received(spans);
	}

	/**
	 * Sends on the ended spans that wait in a queue, without waiting for them.
	 * @return the result to come; null if there is no queue, or it cannot be flushed
	 */
	@Nullable CompletableResultCode flush() {
		try {
			return this.flush.get();
		}
		catch (RuntimeException ex) {
			logger.debug("Cannot flush the spans of an application context", ex);
			return null;
		}
	}

	@Override
	public void close() {
		this.console.remove(this);
	}

}
