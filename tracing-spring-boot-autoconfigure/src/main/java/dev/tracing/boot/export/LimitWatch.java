/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Counts what the limits of a span cut off, on the export thread.
 */
final class LimitWatch {

	private final LimitLoss attributes;

	private final LimitLoss events;

	private final LimitLoss links;

	private final LimitLoss values;

	private final int maxValueLength;

	/**
	 * Creates a watch.
	 * @param maxValueLength longest text in an attribute; text of that length counts as
	 * cut
	 * @param nanoClock the time in nanoseconds
	 */
	LimitWatch(int maxValueLength, LongSupplier nanoClock) {
		this.maxValueLength = maxValueLength;
		this.attributes = new LimitLoss("attributes", "tracing.limits.max-attributes", nanoClock);
		this.events = new LimitLoss("events", "tracing.limits.max-events", nanoClock);
		this.links = new LimitLoss("links", "tracing.limits.max-links", nanoClock);
		this.values = new LimitLoss("values", "tracing.limits.max-attribute-value-length", nanoClock);
	}

	List<LimitLoss> losses() {
		return List.of(this.attributes, this.events, this.links, this.values);
	}

	void look(Collection<SpanData> spans) {
		for (SpanData span : spans) {
			String name = span.getName();
			this.attributes.add(span.getTotalAttributeCount() - span.getAttributes().size(), name);
			this.events.add(span.getTotalRecordedEvents() - span.getEvents().size(), name);
			this.links.add(span.getTotalRecordedLinks() - span.getLinks().size(), name);
			this.values.add(cutValues(span), name);
		}
	}

	// The SDK does not say what it has cut, so the length must.
	private int cutValues(SpanData span) {
		int[] cut = new int[1];
		span.getAttributes().forEach((key, value) -> {
			if (value instanceof String text && text.length() >= this.maxValueLength) {
				cut[0]++;
			}
		});
		return cut[0];
	}

}
