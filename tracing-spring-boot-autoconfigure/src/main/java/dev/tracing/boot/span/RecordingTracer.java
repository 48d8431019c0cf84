/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.function.BooleanSupplier;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of this starter's own instrumentation, which the SDK's sampler decides
 * on and its processors receive. They say what the SDK's spans would, for a third of the
 * bytes.
 */
public final class RecordingTracer implements Tracer {

	// What the SDK says.
	private static final String UNNAMED = "<unspecified span name>";

	private static final Tracer NONE = TracerProvider.noop().get("");

	private final Sampler sampler;

	private final SpanProcessor processor;

	private final SpanLimits limits;

	private final SpanEvents events;

	private final Resource resource;

	private final InstrumentationScopeInfo scope;

	private final BooleanSupplier closed;

	private final boolean deferring;

	private final IdGenerator ids = IdGenerator.random();

	/**
	 * Creates a tracer.
	 * @param scope name of the instrumentation scope
	 * @param sampler what decides on spans
	 * @param processor what receives them
	 * @param limits their limits
	 * @param resource the service
	 * @param closed whether the SDK was shut down, so that nothing starts any more
	 */
	public RecordingTracer(String scope, Sampler sampler, SpanProcessor processor, SpanLimits limits, Resource resource,
			BooleanSupplier closed) {
		this(InstrumentationScopeInfo.create(scope), sampler, processor, limits, resource, closed, false);
	}

	private RecordingTracer(InstrumentationScopeInfo scope, Sampler sampler, SpanProcessor processor, SpanLimits limits,
			Resource resource, BooleanSupplier closed, boolean deferring) {
		this.scope = scope;
		this.sampler = sampler;
		this.processor = processor;
		this.limits = limits;
		this.events = new SpanEvents(limits);
		this.resource = resource;
		this.closed = closed;
		this.deferring = deferring;
	}

	/**
	 * Lets first attributes wait, where all processors have done with a span when they
	 * have seen it end, or resolve it before.
	 * @return a tracer like this one, whose spans may be asked to
	 * {@link DeferringSpan#defer defer} attributes if their limit leaves room for it
	 */
	public RecordingTracer deferring() {
		return new RecordingTracer(this.scope, this.sampler, this.processor, this.limits, this.resource, this.closed,
				this.limits.getMaxNumberOfAttributes() >= DeferringSpan.ENOUGH);
	}

	/**
	 * Whether first attributes may wait.
	 * @return whether spans may be asked to defer them
	 */
	public boolean isDeferring() {
		return this.deferring;
	}

	@Override
	public SpanBuilder spanBuilder(@Nullable String spanName) {
		String name = (spanName == null || spanName.isBlank()) ? UNNAMED : spanName;
		return this.closed.getAsBoolean() ? NONE.spanBuilder(name) : new RecordingSpanBuilder(this, name);
	}

	Sampler sampler() {
		return this.sampler;
	}

	SpanProcessor processor() {
		return this.processor;
	}

	IdGenerator ids() {
		return this.ids;
	}

	SpanLimits limits() {
		return this.limits;
	}

	SpanEvents events() {
		return this.events;
	}

	@Nullable LinkData link(@Nullable SpanContext spanContext, @Nullable Attributes attributes) {
		if (spanContext == null || !spanContext.isValid()) {
			return null;
		}
		if (attributes == null || attributes.isEmpty()) {
			return LinkData.create(spanContext);
		}
		AttributeArray limited = AttributeArray.of(this.limits.getMaxNumberOfAttributesPerLink(),
				this.limits.getMaxAttributeValueLength(), attributes);
		return LinkData.create(spanContext, limited, limited.total());
	}

	InstrumentationScopeInfo scope() {
		return this.scope;
	}

	@SuppressWarnings("deprecation") // the interfaces of the SDK still ask for it
	InstrumentationLibraryInfo library() {
		return InstrumentationLibraryInfo.create(this.scope.getName(), this.scope.getVersion());
	}

	Resource resource() {
		return this.resource;
	}

}
