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

import org.springframework.util.function.SingletonSupplier;

/**
 * Names of spans as they may be shown: what is redacted on the way to the exporters is
 * redacted here. Takes its time, so it is for who reads an endpoint.
 */
final class RedactedNames implements ShownNames {

	private final Supplier<@Nullable ExportStage> redaction;

	private final Supplier<ForcedSpans> spans = SingletonSupplier
		.of(() -> new ForcedSpans(List.of(), Resource.empty()));

	/**
	 * Creates names.
	 * @param redaction finds the stage that redacts; null if nothing is redacted
	 */
	RedactedNames(Supplier<@Nullable ExportStage> redaction) {
		this.redaction = redaction;
	}

	@Override
	public String apply(String name) {
		ExportStage stage = this.redaction.get();
		if (stage == null) {
			return name;
		}
		Span span = this.spans.get().start(name).span();
		Shown shown = new Shown();
		stage.before(shown).export(List.of(((ReadableSpan) span).toSpanData()));
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
