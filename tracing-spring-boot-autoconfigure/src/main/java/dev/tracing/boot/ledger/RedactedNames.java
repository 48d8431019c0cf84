/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import dev.tracing.boot.ExportStage;
import dev.tracing.boot.ShownNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.function.SingletonSupplier;

/**
 * Names of spans as they may be shown: what is redacted on the way to the exporters is
 * redacted here. Takes its time, so it is for who reads an endpoint or the log at level
 * debug. Throws nothing and makes no bean: where a name cannot be redacted, it is not
 * shown.
 */
final class RedactedNames implements ShownNames, SmartInitializingSingleton {

	private static final String UNKNOWN = "REDACTED";

	// A detector of the application may start spans, which are logged, too.
	private final ThreadLocal<Boolean> busy = new ThreadLocal<>();

	private final boolean redacts;

	private final Supplier<ExportStage> redaction;

	private volatile @Nullable ExportStage stage;

	private final Supplier<ForcedSpans> spans = SingletonSupplier
		.of(() -> new ForcedSpans(List.of(), Resource.empty()));

	/**
	 * Creates names.
	 * @param redacts whether anything is redacted
	 * @param redaction finds the stage that redacts, once all beans are there
	 */
	RedactedNames(boolean redacts, Supplier<ExportStage> redaction) {
		this.redacts = redacts;
		this.redaction = redaction;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.redacts) {
			this.stage = this.redaction.get();
		}
	}

	@Override
	public String apply(String name) {
		if (!this.redacts) {
			return name;
		}
		ExportStage known = this.stage;
		if (known == null || this.busy.get() != null) {
			return UNKNOWN;
		}
		this.busy.set(Boolean.TRUE);
		try {
			return redacted(known, name);
		}
		catch (RuntimeException ex) {
			return UNKNOWN;
		}
		finally {
			this.busy.remove();
		}
	}

	private String redacted(ExportStage redaction, String name) {
		Span span = this.spans.get().start(name).span();
		Shown shown = new Shown();
		redaction.before(shown).export(List.of(((ReadableSpan) span).toSpanData()));
		return shown.name;
	}

	/**
	 * Keeps the name of what it is to export.
	 */
	private static final class Shown implements SpanExporter {

		private String name = "";

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			spans.forEach((span) -> this.name = span.getName());
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
