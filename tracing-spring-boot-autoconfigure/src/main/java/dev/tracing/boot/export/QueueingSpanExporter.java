/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.Ledger;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/**
 * One of several destinations: its spans wait in a queue of their own, so that no other
 * destination waits for it.
 */
final class QueueingSpanExporter implements SpanExporter {

	private final BatchExport<SpanData> export;

	private final @Nullable Ledger books;

	/**
	 * Creates an exporter.
	 * @param export what takes the spans on
	 * @param books where they are counted; null if they are counted as queued already,
	 * because this is the first destination
	 */
	QueueingSpanExporter(BatchExport<SpanData> export, @Nullable Ledger books) {
		this.export = export;
		this.books = books;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		if (this.books == null) {
			Delivery delivery = Delivery.current();
			if (delivery != null) {
				delivery.requeued();
			}
		}
		for (SpanData span : spans) {
			if (this.books != null) {
				this.books.start(true);
				this.books.move(Account.LIVE, Account.QUEUED, 1);
			}
			this.export.add(span);
		}
		this.export.begin();
		return CompletableResultCode.ofSuccess();
	}

	@Override
	public CompletableResultCode flush() {
		return this.export.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.export.close();
	}

}
