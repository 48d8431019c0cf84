/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * What a span says: for good of one that has ended, and in a copy of one that runs.
 */
class SpanState implements SpanData {

	final RecordingTracer tracer;

	final long start;

	// Also the lock of what changes.
	final AttributeArray attributes;

	String name;

	StatusData status = StatusData.unset();

	@Nullable LimitedList<EventData> events;

	@Nullable LimitedList<LinkData> links;

	long endNanos;

	// Read without the lock: whoever sees it sees all that was written before.
	volatile boolean ended;

	private final SpanContext spanContext;

	private final SpanContext parent;

	private final SpanKind kind;

	SpanState(RecordingTracer tracer, String name, SpanKind kind, SpanContext spanContext, SpanContext parent,
			long start, AttributeArray attributes, @Nullable LimitedList<LinkData> links) {
		this.tracer = tracer;
		this.name = name;
		this.kind = kind;
		this.spanContext = spanContext;
		this.parent = parent;
		this.start = start;
		this.attributes = attributes;
		this.links = links;
	}

	/**
	 * Copies a span that runs.
	 * @return what it says now; for a caller who has the lock
	 */
	SpanState copy() {
		SpanState copy = new SpanState(this.tracer, this.name, this.kind, this.spanContext, this.parent, this.start,
				this.attributes.copy(), copy(this.links));
		copy.status = this.status;
		copy.events = copy(this.events);
		return copy;
	}

	private static <E> @Nullable LimitedList<E> copy(@Nullable LimitedList<E> list) {
		return (list != null) ? list.copy() : null;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public SpanKind getKind() {
		return this.kind;
	}

	@Override
	public SpanContext getSpanContext() {
		return this.spanContext;
	}

	@Override
	public SpanContext getParentSpanContext() {
		return this.parent;
	}

	@Override
	public StatusData getStatus() {
		return this.status;
	}

	@Override
	public long getStartEpochNanos() {
		return this.start;
	}

	@Override
	public long getEndEpochNanos() {
		return this.endNanos;
	}

	@Override
	public boolean hasEnded() {
		return this.ended;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return this.attributes.total();
	}

	@Override
	public List<EventData> getEvents() {
		return LimitedList.elements(this.events);
	}

	@Override
	public int getTotalRecordedEvents() {
		return LimitedList.total(this.events);
	}

	@Override
	public List<LinkData> getLinks() {
		return LimitedList.elements(this.links);
	}

	@Override
	public int getTotalRecordedLinks() {
		return LimitedList.total(this.links);
	}

	@Override
	@Deprecated
	public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
		return this.tracer.library();
	}

	@Override
	public InstrumentationScopeInfo getInstrumentationScopeInfo() {
		return this.tracer.scope();
	}

	@Override
	public Resource getResource() {
		return this.tracer.resource();
	}

	@Override
	public String toString() {
		return "'" + this.name + "' " + this.spanContext + " " + this.status + " " + this.attributes;
	}

}
