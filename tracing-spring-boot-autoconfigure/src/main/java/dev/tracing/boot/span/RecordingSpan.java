/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * A span that is recorded. Any thread may change it until it has ended; what comes later
 * has no effect.
 */
final class RecordingSpan extends DeferringSpan {

	private final SpanClock clock;

	RecordingSpan(RecordingTracer tracer, String name, SpanKind kind, SpanContext spanContext, SpanContext parent,
			SpanClock clock, long start, AttributeArray attributes, @Nullable LimitedList<LinkData> links) {
		super(tracer, name, kind, spanContext, parent, start, attributes, links);
		this.clock = clock;
	}

	SpanClock clock() {
		return this.clock;
	}

	@Override
	public <T> ReadWriteSpan setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
		if (key == null || key.getKey().isEmpty() || value == null) {
			return this;
		}
		grow();
		synchronized (this.attributes) {
			if (!this.ended) {
				this.attributes.put(key, value);
			}
		}
		return this;
	}

	@Override
	public ReadWriteSpan addEvent(@Nullable String name, @Nullable Attributes attributes) {
		return (name != null) ? add(this.tracer.events().of(this.clock.now(), name, attributes)) : this;
	}

	@Override
	public ReadWriteSpan addEvent(@Nullable String name, @Nullable Attributes attributes, long timestamp,
			@Nullable TimeUnit unit) {
		return (name != null && unit != null) ? add(this.tracer.events().of(unit.toNanos(timestamp), name, attributes))
				: this;
	}

	@Override
	public ReadWriteSpan recordException(@Nullable Throwable exception, @Nullable Attributes additionalAttributes) {
		return (exception != null) ? add(this.tracer.events().of(this.clock.now(), exception, additionalAttributes))
				: this;
	}

	private ReadWriteSpan add(EventData event) {
		synchronized (this.attributes) {
			if (!this.ended) {
				if (this.events == null) {
					this.events = new LimitedList<>(this.tracer.limits().getMaxNumberOfEvents());
				}
				this.events.add(event);
			}
		}
		return this;
	}

	@Override
	public Span addLink(@Nullable SpanContext spanContext, @Nullable Attributes attributes) {
		LinkData link = this.tracer.link(spanContext, attributes);
		synchronized (this.attributes) {
			if (link != null && !this.ended) {
				if (this.links == null) {
					this.links = new LimitedList<>(this.tracer.limits().getMaxNumberOfLinks());
				}
				this.links.add(link);
			}
		}
		return this;
	}

	// What is known to be well stays so, and no status takes another back.
	@Override
	public ReadWriteSpan setStatus(@Nullable StatusCode code, @Nullable String description) {
		if (code == null || code == StatusCode.UNSET) {
			return this;
		}
		synchronized (this.attributes) {
			if (!this.ended && this.status.getStatusCode() != StatusCode.OK) {
				this.status = (code == StatusCode.ERROR && description != null) ? StatusData.create(code, description)
						: (code == StatusCode.ERROR) ? StatusData.error() : StatusData.ok();
			}
		}
		return this;
	}

	@Override
	public ReadWriteSpan updateName(@Nullable String name) {
		synchronized (this.attributes) {
			if (name != null && !this.ended) {
				this.name = name;
			}
		}
		return this;
	}

	@Override
	public void end() {
		finish(this.clock.now());
	}

	@Override
	public void end(long timestamp, @Nullable TimeUnit unit) {
		TimeUnit known = (unit != null) ? unit : TimeUnit.NANOSECONDS;
		finish((timestamp != 0) ? known.toNanos(timestamp) : this.clock.now());
	}

	private void finish(long epochNanos) {
		synchronized (this.attributes) {
			if (this.ended) {
				return;
			}
			this.endNanos = epochNanos;
			this.ended = true;
			leaveToWhoEnds();
		}
		try {
			if (this.tracer.processor().isEndRequired()) {
				this.tracer.processor().onEnd(this);
			}
		}
		finally {
			forgetDeferred();
		}
	}

	@Override
	public SpanData toSpanData() {
		if (this.ended) {
			return this;
		}
		resolve();
		synchronized (this.attributes) {
			return this.ended ? this : copy();
		}
	}

	@Override
	public String getName() {
		if (this.ended) {
			return super.getName();
		}
		synchronized (this.attributes) {
			return super.getName();
		}
	}

	@Override
	public Attributes getAttributes() {
		if (!this.ended) {
			return toSpanData().getAttributes();
		}
		resolve();
		return super.getAttributes();
	}

	@Override
	public int getTotalAttributeCount() {
		resolve();
		return super.getTotalAttributeCount();
	}

	@Override
	public <T> @Nullable T getAttribute(AttributeKey<T> key) {
		T value = known(key);
		if (value == null && isDeferring()) {
			resolve();
			value = known(key);
		}
		return value;
	}

	private <T> @Nullable T known(AttributeKey<T> key) {
		synchronized (this.attributes) {
			return this.attributes.get(key);
		}
	}

	@Override
	public boolean isRecording() {
		return !this.ended;
	}

	@Override
	public long getLatencyNanos() {
		return (this.ended ? this.endNanos : this.clock.now()) - this.start;
	}

	@Override
	public String toString() {
		synchronized (this.attributes) {
			return super.toString();
		}
	}

	@Override
	@Deprecated
	public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
		return super.getInstrumentationLibraryInfo();
	}

	@Override
	public InstrumentationScopeInfo getInstrumentationScopeInfo() {
		return super.getInstrumentationScopeInfo();
	}

}
