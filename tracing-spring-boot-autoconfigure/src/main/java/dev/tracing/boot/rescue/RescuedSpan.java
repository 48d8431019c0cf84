/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.operation.ProbabilityState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A span that was not sampled and is exported all the same: it says that it was sampled,
 * not how probable that was, and why.
 */
final class RescuedSpan implements ReadableSpan {

	private static final byte SAMPLED = TraceFlags.getSampled().asByte();

	private final ReadableSpan span;

	private final SpanContext context;

	private final Attributes added;

	RescuedSpan(ReadableSpan span, Attributes added) {
		this.span = span;
		this.context = sampled(span.getSpanContext());
		this.added = added;
	}

	private static SpanContext sampled(SpanContext context) {
		TraceFlags flags = TraceFlags.fromByte((byte) (context.getTraceFlags().asByte() | SAMPLED));
		return SpanContext.create(context.getTraceId(), context.getSpanId(), flags,
				ProbabilityState.withoutThreshold(context.getTraceState()));
	}

	@Override
	public SpanContext getSpanContext() {
		return this.context;
	}

	@Override
	public SpanContext getParentSpanContext() {
		return this.span.getParentSpanContext();
	}

	@Override
	public String getName() {
		return this.span.getName();
	}

	@Override
	public SpanData toSpanData() {
		return new Data(this.span.toSpanData(), this.context, this.added);
	}

	@Deprecated
	@Override
	public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
		return this.span.getInstrumentationLibraryInfo();
	}

	@Override
	public InstrumentationScopeInfo getInstrumentationScopeInfo() {
		return this.span.getInstrumentationScopeInfo();
	}

	@Override
	public boolean hasEnded() {
		return this.span.hasEnded();
	}

	@Override
	public long getLatencyNanos() {
		return this.span.getLatencyNanos();
	}

	@Override
	public SpanKind getKind() {
		return this.span.getKind();
	}

	@Override
	public <T> @Nullable T getAttribute(AttributeKey<T> key) {
		T value = this.added.get(key);
		return (value != null) ? value : this.span.getAttribute(key);
	}

	@Override
	public Attributes getAttributes() {
		return this.span.getAttributes().toBuilder().putAll(this.added).build();
	}

	/**
	 * What is exported of it. The attributes are put together once, by whoever asks
	 * first.
	 */
	private static final class Data extends DelegatingSpanData {

		private final SpanContext context;

		private final Attributes attributes;

		private final int added;

		Data(SpanData data, SpanContext context, Attributes added) {
			super(data);
			this.context = context;
			this.attributes = data.getAttributes().toBuilder().putAll(added).build();
			this.added = added.size();
		}

		@Override
		public SpanContext getSpanContext() {
			return this.context;
		}

		@Override
		public Attributes getAttributes() {
			return this.attributes;
		}

		@Override
		public int getTotalAttributeCount() {
			return super.getTotalAttributeCount() + this.added;
		}

	}

}
