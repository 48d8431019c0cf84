/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;

/**
 * What a span will begin with.
 */
final class RecordingSpanBuilder implements SpanBuilder {

	private static final byte SAMPLED = 1;

	// W3C Trace Context level 2: the right-most 7 bytes of the trace id are random.
	private static final byte RANDOM = 2;

	// Of what talks to others, and of the rest.
	private static final int MANY = 14;

	private static final int FEW = 4;

	private static final HexFormat HEX = HexFormat.of();

	private final RecordingTracer tracer;

	private final String name;

	private SpanKind kind = SpanKind.INTERNAL;

	private @Nullable Context parent;

	private @Nullable AttributeArray attributes;

	private @Nullable LimitedList<LinkData> links;

	private long start;

	RecordingSpanBuilder(RecordingTracer tracer, String name) {
		this.tracer = tracer;
		this.name = name;
	}

	@Override
	public SpanBuilder setParent(@Nullable Context context) {
		this.parent = (context != null) ? context : this.parent;
		return this;
	}

	@Override
	public SpanBuilder setNoParent() {
		this.parent = Context.root();
		return this;
	}

	@Override
	public SpanBuilder addLink(@Nullable SpanContext spanContext) {
		return addLink(spanContext, Attributes.empty());
	}

	@Override
	public SpanBuilder addLink(@Nullable SpanContext spanContext, @Nullable Attributes attributes) {
		LinkData link = this.tracer.link(spanContext, attributes);
		if (link != null) {
			if (this.links == null) {
				this.links = new LimitedList<>(this.tracer.limits().getMaxNumberOfLinks());
			}
			this.links.add(link);
		}
		return this;
	}

	@Override
	public SpanBuilder setAttribute(String key, @Nullable String value) {
		return setAttribute(AttributeKey.stringKey(key), value);
	}

	@Override
	public SpanBuilder setAttribute(String key, long value) {
		return setAttribute(AttributeKey.longKey(key), value);
	}

	@Override
	public SpanBuilder setAttribute(String key, double value) {
		return setAttribute(AttributeKey.doubleKey(key), value);
	}

	@Override
	public SpanBuilder setAttribute(String key, boolean value) {
		return setAttribute(AttributeKey.booleanKey(key), value);
	}

	@Override
	public <T> SpanBuilder setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
		if (key != null && !key.getKey().isEmpty() && value != null) {
			attributes(usual()).put(key, value);
		}
		return this;
	}

	private int usual() {
		return (this.kind == SpanKind.INTERNAL) ? FEW : MANY;
	}

	private AttributeArray attributes(int expected) {
		AttributeArray attributes = this.attributes;
		if (attributes == null) {
			attributes = AttributeArray.ofSpan(this.tracer.limits(), expected);
			this.attributes = attributes;
		}
		return attributes;
	}

	@Override
	public SpanBuilder setSpanKind(@Nullable SpanKind spanKind) {
		this.kind = (spanKind != null) ? spanKind : this.kind;
		return this;
	}

	@Override
	public SpanBuilder setStartTimestamp(long startTimestamp, @Nullable TimeUnit unit) {
		this.start = (startTimestamp >= 0 && unit != null) ? unit.toNanos(startTimestamp) : this.start;
		return this;
	}

	@Override
	public Span startSpan() {
		Context context = (this.parent != null) ? this.parent : Context.current();
		Span parent = Span.fromContext(context);
		SpanContext parentContext = parent.getSpanContext();
		boolean root = !parentContext.isValid();
		String traceId = root ? this.tracer.ids().generateTraceId() : parentContext.getTraceId();
		List<LinkData> links = LimitedList.elements(this.links);
		SamplingResult result = this.tracer.sampler()
			.shouldSample(context, traceId, this.name, this.kind,
					(this.attributes != null) ? this.attributes : Attributes.empty(), links);
		SamplingDecision decision = result.getDecision();
		boolean random = root || (parentContext.getTraceFlags().asByte() & RANDOM) != 0;
		SpanContext spanContext = new KnownSpanContext(traceId, newSpanId(), TraceFlags.fromByte(
				(byte) ((random ? RANDOM : 0) | ((decision == SamplingDecision.RECORD_AND_SAMPLE) ? SAMPLED : 0))),
				result.getUpdatedTraceState(parentContext.getTraceState()), false);
		if (decision == SamplingDecision.DROP) {
			return Span.wrap(spanContext);
		}
		// What is not sampled and has none yet gets most of them later, if ever.
		AttributeArray attributes = attributes((decision == SamplingDecision.RECORD_ONLY) ? FEW : usual());
		result.getAttributes().forEach(attributes);
		return start(context, parent, spanContext, attributes);
	}

	// Every id but zero.
	private static String newSpanId() {
		long id = ThreadLocalRandom.current().nextLong();
		return (id != 0) ? HEX.toHexDigits(id) : newSpanId();
	}

	private Span start(Context context, Span parent, SpanContext spanContext, AttributeArray attributes) {
		long nanoTime = SpanClock.nanos();
		SpanClock clock = (parent instanceof RecordingSpan known) ? known.clock() : SpanClock.at(nanoTime);
		long now = (this.start != 0) ? this.start : clock.timeOf(nanoTime);
		RecordingSpan span = new RecordingSpan(this.tracer, this.name, this.kind, spanContext, parent.getSpanContext(),
				clock, now, attributes, this.links);
		// What is set from now on belongs to the next one.
		this.attributes = null;
		this.links = null;
		if (this.tracer.processor().isStartRequired()) {
			this.tracer.processor().onStart(context, span);
		}
		return span;
	}

}
