/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;
import java.util.function.BiConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * About how many bytes of memory a span takes.
 */
final class Footprint implements BiConsumer<AttributeKey<?>, Object> {

	// The span's own objects and what holds it here.
	private static final long SPAN = 512;

	private static final long EVENT = 96;

	private static final long LINK = 128;

	private static final long ENTRY = 56;

	private static final long TEXT = 40;

	private long bytes;

	private Footprint(long bytes) {
		this.bytes = bytes;
	}

	static long of(SpanData data) {
		Footprint footprint = new Footprint(SPAN + LINK * data.getLinks().size() + data.getName().length());
		data.getAttributes().forEach(footprint);
		List<EventData> events = data.getEvents();
		for (int i = 0; i < events.size(); i++) {
			footprint.bytes += EVENT;
			events.get(i).getAttributes().forEach(footprint);
		}
		return footprint.bytes;
	}

	// A class is told faster than an interface, and what is no text is mostly a number.
	@Override
	public void accept(AttributeKey<?> key, Object value) {
		this.bytes += ENTRY;
		if (value instanceof String text) {
			this.bytes += TEXT + text.length();
		}
		else if (!(value instanceof Long) && value instanceof List<?> list) {
			for (int i = 0; i < list.size(); i++) {
				this.bytes += TEXT + ((list.get(i) instanceof String text) ? text.length() : 0);
			}
		}
	}

}
