/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
final class RecordingSpan extends SpanState implements ReadWriteSpan, DeferringSpan {

	// With so many attributes nothing is deferred any more: the first ones are not those
	// that find no place.
	private static final int MANY = 8;

	/**
	 * How many attributes a span must be allowed to have for some to be deferred.
	 */
	static final int ENOUGH = 3 * MANY;

	private final SpanClock clock;

	// How to compute the first attributes. To all threads but one it means nothing.
	private @Nullable Consumer<BiConsumer<AttributeKey<?>, Object>> deferred;

	// Who may compute them; null if nobody may any more.
	private @Nullable Thread deferredBy;

	RecordingSpan(RecordingTracer tracer, String name, SpanKind kind, SpanContext spanContext, SpanContext parent,
			SpanClock clock, long start, AttributeArray attributes, @Nullable LimitedList<LinkData> links) {
		super(tracer, name, kind, spanContext, parent, start, attributes, links);
		this.clock = clock;
	}

	SpanClock clock() {
		return this.clock;
	}

	@Override
	public void defer(Consumer<BiConsumer<AttributeKey<?>, Object>> attributes) {
		if (!this.ended) {
			this.deferredBy = Thread.currentThread();
			this.deferred = attributes;
		}
	}

	@Override
	public void resolve() {
		Consumer<BiConsumer<AttributeKey<?>, Object>> known = this.deferred;
		if (known == null || this.deferredBy != Thread.currentThread()) {
			return;
		}
		this.deferred = null;
		// Whoever computes them is the application in part: not while others wait.
		AttributeArray computed = AttributeArray.ofSpan(this.tracer.limits(), MANY);
		known.accept(computed);
		synchronized (this.attributes) {
			if (this.deferredBy != null) {
				computed.forEach(this.attributes::putIfAbsent);
			}
		}
	}

	@Override
	public Attributes resolvedAttributes() {
		return this.attributes;
	}

	@Override
	public <T> ReadWriteSpan setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
		if (key == null || key.getKey().isEmpty() || value == null) {
			return this;
		}
		if (this.deferred != null && this.attributes.size() >= MANY) {
			resolve();
		}
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
			if (this.deferredBy != Thread.currentThread()) {
				this.deferredBy = null;
			}
		}
		try {
			if (this.tracer.processor().isEndRequired()) {
				this.tracer.processor().onEnd(this);
			}
		}
		finally {
			this.deferred = null;
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
		if (value == null && this.deferred != null) {
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
