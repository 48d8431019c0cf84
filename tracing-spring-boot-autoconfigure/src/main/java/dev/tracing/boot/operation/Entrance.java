/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Where requests come in, by whatever protocol: the trace of a trusted caller goes on, a
 * stranger's request begins one.
 *
 * @param <R> the type of the requests
 */
public final class Entrance<R> {

	private final Operations operations;

	private final SpanSemantics<R> semantics;

	private final Ingress ingress;

	/**
	 * Creates an entrance.
	 * @param operations where spans are made
	 * @param semantics what they say
	 * @param ingress whose traces go on here
	 */
	public Entrance(Operations operations, SpanSemantics<R> semantics, Ingress ingress) {
		this.operations = operations;
		this.semantics = semantics;
		this.ingress = ingress;
	}

	/**
	 * Whether nobody has to be looked at before he comes in.
	 * @return whether every caller is trusted
	 */
	public boolean isOpen() {
		return this.ingress == Ingress.OPEN;
	}

	/**
	 * Lets a request in.
	 * @param <C> the type of the carrier
	 * @param request what the operation is about
	 * @param excluded whether nothing of it is recorded
	 * @param trusted whether the caller's trace goes on
	 * @param carrier what was received
	 * @param getter how to read it
	 * @return the operation, to be ended by the caller
	 */
	public <C> Operation enter(R request, boolean excluded, boolean trusted, C carrier, TextMapGetter<C> getter) {
		Context caller = this.operations.receive(this.ingress, trusted, carrier, getter);
		if (excluded) {
			return this.operations.exclude(caller);
		}
		Operation operation = this.operations.start(caller, this.semantics, request);
		if (!trusted && this.ingress.linksStrangers() && operation.isRecording()) {
			link(operation.span(), carrier, getter);
		}
		return operation;
	}

	// Of the stranger's span nothing else is used.
	private <C> void link(Span span, C carrier, TextMapGetter<C> getter) {
		SpanContext stranger = Span.fromContext(this.operations.extract(carrier, new TraceIdHeaders<>(getter)))
			.getSpanContext();
		if (stranger.isRemote()) {
			span.addLink(SpanContext.createFromRemoteParent(stranger.getTraceId(), stranger.getSpanId(),
					stranger.getTraceFlags(), TraceState.getDefault()));
		}
	}

}
