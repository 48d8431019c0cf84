/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Notes all that spans say when they start and end.
 */
final class SeenSpans implements SpanProcessor {

	final List<String> said = new ArrayList<>();

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		span.setAttribute("started", true);
		say(span);
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		say(span);
		this.said.add("" + span.getAttribute(AttributeKey.stringKey("text")));
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	private void say(ReadableSpan span) {
		SpanData data = span.toSpanData();
		this.said.add(String.join("\n", span.getName(), data.getName(), "" + data.getKind(), "" + data.getStatus(),
				"" + names(data.getAttributes()), "" + data.getEvents().stream().map(SeenSpans::event).toList(),
				"" + data.getTotalRecordedEvents(), "" + data.getLinks(), "" + data.getTotalRecordedLinks(),
				"" + data.hasEnded(), "" + span.hasEnded(), "" + data.getInstrumentationScopeInfo(),
				"" + data.getResource(), "" + data.getParentSpanContext().getTraceState(),
				"" + data.getParentSpanContext().isValid(), "" + data.getSpanContext().getTraceFlags()));
	}

	private static String event(EventData event) {
		return event.getName() + names(event.getAttributes()) + event.getTotalAttributeCount()
				+ event.getDroppedAttributesCount() + event.getClass().getSimpleName();
	}

	private static Map<String, Object> names(Attributes attributes) {
		Map<String, Object> names = new TreeMap<>();
		attributes.forEach((key, value) -> names.put(key.getKey() + key.getType(), value));
		return names;
	}

}
