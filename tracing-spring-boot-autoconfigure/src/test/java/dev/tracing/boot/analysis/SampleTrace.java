/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a trace by names and milliseconds. The name before a {@code #} is the
 * span's name, the whole its id.
 */
public final class SampleTrace {

	public static final String ID = "0af7651916cd43dd8448eb211c80319c";

	private static final long START = 1_700_000_000_000_000_000L;

	private final List<FinishedSpan> spans = new ArrayList<>();

	private String service = "order";

	private SpanKind kind = SpanKind.INTERNAL;

	private Attributes attributes = Attributes.empty();

	private @Nullable String error;

	/**
	 * The order of an online shop: four steps in a row, then three at a time.
	 */
	public static SampleTrace order() {
		return new SampleTrace().span("order.create", null, 0, 500)
			.span("user.validate", "order.create", 50, 100)
			.span("inventory.check", "order.create", 100, 200)
			.span("price.calculate", "order.create", 200, 230)
			.span("order.create_record", "order.create", 230, 250)
			.span("payment.process", "order.create", 300, 500)
			.span("inventory.reserve", "order.create", 300, 380)
			.span("notification.send", "order.create", 300, 350);
	}

	public SampleTrace in(String service) {
		this.service = service;
		return this;
	}

	public SampleTrace kind(SpanKind kind) {
		this.kind = kind;
		return this;
	}

	public SampleTrace with(Attributes attributes) {
		this.attributes = attributes;
		return this;
	}

	public SampleTrace failing(String error) {
		this.error = error;
		return this;
	}

	/**
	 * Adds a span. Kind, attributes and error hold for this one only, the service for all
	 * that follow.
	 */
	public SampleTrace span(String id, @Nullable String parent, double startMillis, double endMillis) {
		int hash = id.indexOf('#');
		this.spans.add(new FinishedSpan(ID, id, parent, parent != null && this.kind == SpanKind.SERVER,
				(hash < 0) ? id : id.substring(0, hash), this.kind, this.service, nanos(startMillis), nanos(endMillis),
				this.error != null, this.error, this.attributes));
		this.kind = SpanKind.INTERNAL;
		this.attributes = Attributes.empty();
		this.error = null;
		return this;
	}

	private static long nanos(double millis) {
		return START + Math.round(millis * 1_000_000);
	}

	public List<FinishedSpan> spans() {
		return this.spans;
	}

	public TraceTree tree() {
		return TraceTree.of(this.spans);
	}

}
