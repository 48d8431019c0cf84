/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Starts the operations of one application and carries their context over the wire.
 */
public final class Operations {

	/**
	 * Instrumentation scope of every span that starts here.
	 */
	public static final String SCOPE_NAME = "dev.tracing.boot";

	private static final ContextKey<Boolean> EXCLUDED = ContextKey.named("dev.tracing.boot.excluded");

	private final SpanStarter starter;

	private final Wire wire;

	private final Conventions conventions;

	private final Foreknowledge sampler;

	private final boolean parentDecides;

	private final boolean passesThrough;

	private final LostContext lostContext;

	/**
	 * Creates operations on an OpenTelemetry instance.
	 * @param openTelemetry where spans are made
	 * @param conventions the conventions that spans follow
	 * @param sampler what is known of the decisions beforehand
	 * @param observedStarts whether somebody looks at spans when they start, and is to
	 * find their first attributes
	 */
	public Operations(OpenTelemetry openTelemetry, Conventions conventions, Foreknowledge sampler,
			boolean observedStarts) {
		this(openTelemetry, openTelemetry.getTracer(SCOPE_NAME), conventions, sampler, observedStarts);
	}

	/**
	 * Creates operations on an OpenTelemetry instance whose spans come from elsewhere.
	 * @param openTelemetry what carries contexts
	 * @param tracer where spans are made
	 * @param conventions the conventions that spans follow
	 * @param sampler what is known of the decisions beforehand
	 * @param observedStarts whether somebody looks at spans when they start, and is to
	 * find their first attributes
	 */
	public Operations(OpenTelemetry openTelemetry, Tracer tracer, Conventions conventions, Foreknowledge sampler,
			boolean observedStarts) {
		this.starter = new SpanStarter(tracer, conventions.semconv(), sampler, observedStarts);
		this.wire = new Wire(openTelemetry.getPropagators().getTextMapPropagator());
		this.conventions = conventions;
		this.sampler = sampler;
		this.parentDecides = sampler.parentDecides();
		this.passesThrough = openTelemetry.getTracerProvider() == TracerProvider.noop();
		this.lostContext = new LostContext(!this.passesThrough);
	}

	/**
	 * Changes how spans without a parent are named in the log.
	 * @param names makes the name of a span presentable
	 */
	public void showNamesAs(UnaryOperator<String> names) {
		this.lostContext.showNamesAs(names);
	}

	/**
	 * Conventions that spans follow.
	 * @return the conventions
	 */
	public Conventions conventions() {
		return this.conventions;
	}

	/**
	 * Whether a span that starts here would be dropped because its local parent was: then
	 * there is nothing to start, to make current or to end. So it is inside an excluded
	 * operation, whatever the sampler. To be asked once for each operation, since the
	 * answer yes counts as a span that was not sampled.
	 * @param parent the context in which an operation would start
	 * @return whether the operation needs no span
	 */
	public boolean skips(Context parent) {
		Span span = Span.fromContext(parent);
		boolean skips = isExcluded(parent) || (this.parentDecides && isDropped(span));
		if (skips) {
			this.sampler.skipped(span);
		}
		return skips;
	}

	private static boolean isDropped(Span span) {
		if (span.getClass() != Operation.DROPPED) {
			return false;
		}
		SpanContext spanContext = span.getSpanContext();
		return spanContext.isValid() && !spanContext.isRemote() && !spanContext.isSampled();
	}

	/**
	 * Starts an operation.
	 * @param <R> the type of the request
	 * @param parent the context to start in, remote or local
	 * @param semantics name, kind and first attributes
	 * @param request what the operation is about
	 * @return the operation, to be ended by the caller
	 */
	public <R> Operation start(Context parent, SpanSemantics<R> semantics, R request) {
		return skips(parent) ? skipped(parent) : begin(parent, semantics, request);
	}

	/**
	 * Starts an operation for a caller who knows already that {@link #skips} says no.
	 * @param <R> the type of the request
	 * @param parent the context to start in, remote or local
	 * @param semantics name, kind and first attributes
	 * @param request what the operation is about
	 * @return the operation, to be ended by the caller
	 */
	public <R> Operation begin(Context parent, SpanSemantics<R> semantics, R request) {
		Operation operation = this.starter.start(parent, semantics, request);
		if (!semantics.beginsTraces() && !Span.fromContext(parent).getSpanContext().isValid()) {
			this.lostContext.tell(operation, semantics, request);
		}
		return operation;
	}

	/**
	 * Starts an operation in which nothing is recorded: neither itself nor what happens
	 * inside it. The caller's trace goes on with its sampled flag taken away, unless
	 * nothing is traced anyway: then it goes on as it came.
	 * @param parent the context to start in, remote or local
	 * @return the operation; ending it has no effect
	 */
	public Operation exclude(Context parent) {
		if (this.passesThrough) {
			return skipped(parent);
		}
		Span silent = Span.wrap(Unsampled.inPlaceOf(Span.fromContext(parent).getSpanContext()));
		Context context = parent.with(silent).with(EXCLUDED, Boolean.TRUE);
		return new Operation(context, silent, this.conventions.semconv(), true);
	}

	/**
	 * Whether a context belongs to an excluded operation, for samplers.
	 * @param context the context
	 * @return whether nothing may be recorded in it
	 */
	public static boolean isExcluded(Context context) {
		return context.get(EXCLUDED) != null;
	}

	/**
	 * Reads the caller's context from what he sent. Malformed headers are as good as
	 * none.
	 * @param <C> the type of the carrier
	 * @param carrier what was received
	 * @param getter how to read it
	 * @return the current context, with the caller's span and baggage where they are
	 * legible
	 */
	public <C> Context extract(C carrier, TextMapGetter<C> getter) {
		return this.wire.read(carrier, getter);
	}

	/**
	 * Reads what comes in, of a stranger only what may have a part here.
	 * @param <C> the type of the carrier
	 * @param ingress what of a stranger's headers is read
	 * @param trusted whether the caller's context is read
	 * @param carrier what was received
	 * @param getter how to read it
	 * @return the current context with what was read
	 */
	public <C> Context receive(Ingress ingress, boolean trusted, C carrier, TextMapGetter<C> getter) {
		return trusted ? extract(carrier, getter) : ingress.readStranger(Context.current(), carrier, getter);
	}

	/**
	 * Writes a context into what is about to be sent.
	 * @param <C> the type of the carrier
	 * @param context the context to send
	 * @param carrier what is sent
	 * @param setter how to write to it
	 */
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		this.wire.write(context, carrier, setter);
	}

	/**
	 * Writes what of a context a host may be told.
	 * @param <C> the type of the carrier
	 * @param context the context to send
	 * @param egress who is told what
	 * @param host where it is sent; null if unknown, or if everybody is told
	 * @param carrier what is sent
	 * @param setter how to write to it
	 */
	public <C> void inject(Context context, Egress egress, @Nullable String host, @Nullable C carrier,
			TextMapSetter<C> setter) {
		Context told = egress.told(context, host);
		if (told != null) {
			inject(told, carrier, setter);
		}
	}

	/**
	 * Names of the headers in which a context is sent or received, and of those of
	 * formats that are not. Whoever passes on all headers that he received takes these
	 * off first. There are none where the callers' headers are passed on as they came.
	 * @return the names
	 */
	public Collection<String> fields() {
		return this.passesThrough ? List.of() : this.wire.fields();
	}

	/**
	 * Returns how many operations began a trace although a parent was expected. Those
	 * that nobody would have recorded are among them.
	 * @return the number
	 */
	public long lostContexts() {
		return this.lostContext.lost();
	}

	private Operation skipped(Context parent) {
		return Operation.skipped(parent, this.conventions.semconv());
	}

}
