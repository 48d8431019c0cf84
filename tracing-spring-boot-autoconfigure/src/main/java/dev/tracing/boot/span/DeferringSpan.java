/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.data.LinkData;
import org.jspecify.annotations.Nullable;

/**
 * A span whose first attributes may be computed later, or never: most spans that are
 * recorded without being sampled are forgotten unread. A class, since every request is
 * asked for it, and a class is told faster than an interface.
 */
public abstract class DeferringSpan extends SpanState implements ReadWriteSpan {

	// With so many attributes nothing is deferred any more: the first ones are not those
	// that find no place.
	private static final int MANY = 8;

	/**
	 * How many attributes a span must be allowed to have for some to be deferred.
	 */
	static final int ENOUGH = 3 * MANY;

	// How to compute the first attributes. To all threads but one it means nothing.
	private @Nullable Consumer<BiConsumer<AttributeKey<?>, Object>> deferred;

	// Who may compute them; null if nobody may any more.
	private @Nullable Thread deferredBy;

	DeferringSpan(RecordingTracer tracer, String name, SpanKind kind, SpanContext spanContext, SpanContext parent,
			long start, AttributeArray attributes, @Nullable LimitedList<LinkData> links) {
		super(tracer, name, kind, spanContext, parent, start, attributes, links);
	}

	/**
	 * Notes how to compute the first attributes. They are computed when somebody reads
	 * the span's attributes, if that is on the same thread and not after the processors
	 * have seen the span end. What was set in the meantime stays as it is.
	 * @param attributes hands the attributes out; must not throw
	 */
	public final void defer(Consumer<BiConsumer<AttributeKey<?>, Object>> attributes) {
		if (!this.ended) {
			this.deferredBy = Thread.currentThread();
			this.deferred = attributes;
		}
	}

	/**
	 * Computes what is deferred, since the thread or what the attributes are taken from
	 * is about to leave. Has no effect on another thread, or a second time.
	 */
	public final void resolve() {
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

	/**
	 * Attributes of a span that has ended, without what is deferred.
	 * @return the attributes that are there
	 */
	public final Attributes resolvedAttributes() {
		return this.attributes;
	}

	/**
	 * Whether something may have to be computed.
	 * @return whether something is deferred
	 */
	final boolean isDeferring() {
		return this.deferred != null;
	}

	/**
	 * One more attribute is set.
	 */
	final void grow() {
		if (this.deferred != null && this.attributes.size() >= MANY) {
			resolve();
		}
	}

	/**
	 * The span has ended: who did not end it may not compute anything. For a caller who
	 * has the lock.
	 */
	final void leaveToWhoEnds() {
		if (this.deferredBy != Thread.currentThread()) {
			this.deferredBy = null;
		}
	}

	final void forgetDeferred() {
		this.deferred = null;
	}

}
