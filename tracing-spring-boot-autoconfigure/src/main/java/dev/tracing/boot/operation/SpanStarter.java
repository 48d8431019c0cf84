/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.time.Instant;

import dev.tracing.boot.span.DeferringSpan;
import dev.tracing.boot.span.RecordingTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts spans: the only place that does. One that is certain to be dropped is not asked
 * of the SDK, and one that may be has its attributes only after it was kept, unless
 * somebody wants to see them before.
 */
final class SpanStarter {

	private static final Logger logger = LoggerFactory.getLogger(SpanStarter.class);

	private final Tracer tracer;

	private final Semconv semconv;

	private final Foreknowledge sampler;

	private final boolean observedStarts;

	private final boolean deferring;

	SpanStarter(Tracer tracer, Semconv semconv, Foreknowledge sampler, boolean observedStarts) {
		this.tracer = tracer;
		this.semconv = semconv;
		this.sampler = sampler;
		this.observedStarts = observedStarts;
		this.deferring = tracer instanceof RecordingTracer recording && recording.isDeferring();
	}

	<R> Operation start(Context parent, SpanSemantics<R> semantics, R request) {
		Span parentSpan = Span.fromContext(parent);
		if (this.sampler.drops(parent, parentSpan)) {
			this.sampler.skipped(parentSpan);
			Span dropped = Span.wrap(Unsampled.childOf(parentSpan.getSpanContext()));
			return new Operation(parent.with(dropped), dropped, this.semconv, true);
		}
		boolean mayWait = this.deferring && semantics.mayWait(request);
		// Asked each time: what the sampler looks at may change while the application
		// runs.
		boolean first = this.observedStarts || parentSpan.getSpanContext().isSampled()
				|| (mayWait ? this.sampler.wantsAttributes() : this.sampler.wantsErrors());
		Operation operation;
		try {
			SpanBuilder builder = this.tracer.spanBuilder(semantics.name(request))
				.setSpanKind(semantics.kind())
				.setParent(parent);
			Instant began = semantics.startOf(request);
			if (began != null) {
				builder.setStartTimestamp(began);
			}
			if (first) {
				semantics.onStart(SpanStart.before(builder, this.semconv), request);
			}
			Span span = builder.startSpan();
			operation = new Operation(parent.with(span), span, this.semconv, false);
		}
		catch (RuntimeException ex) {
			// A sampler or processor of the application's own: the request must not fail
			// for it.
			logger.debug("Could not start a span", ex);
			return Operation.skipped(parent, this.semconv);
		}
		if (!first && operation.isRecording()) {
			setFirstAttributes(operation.span(), new FirstAttributes<>(semantics, request, this.semconv), mayWait);
		}
		return operation;
	}

	private static void setFirstAttributes(Span started, FirstAttributes<?> attributes, boolean mayWait) {
		if (mayWait && !started.getSpanContext().isSampled() && started instanceof DeferringSpan deferring) {
			deferring.defer(attributes);
		}
		else {
			attributes.setOn(SpanStart.after(started, attributes.semconv()));
		}
	}

}
