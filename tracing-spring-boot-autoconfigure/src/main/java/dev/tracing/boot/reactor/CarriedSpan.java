/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.observation.StandIns;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.util.context.ContextView;

/**
 * The span that a chain carries in Reactor's context.
 *
 * @param contexts finds the context of an Observation
 * @param standIns makes an Observation for a context
 */
record CarriedSpan(ObservedContext contexts, StandIns standIns) {

	private static final Logger logger = LoggerFactory.getLogger(CarriedSpan.class);

	/**
	 * Subscribes with the span being current, to what is current in every signal as well.
	 * A chain without a span gets the one in which it is subscribed to, if there is one
	 * and somebody waits for the chain's result.
	 * @param <T> type of the elements
	 * @param source what is subscribed to
	 * @param actual the subscriber
	 */
	<T> void subscribe(CorePublisher<? extends T> source, CoreSubscriber<? super T> actual) {
		Context context = of(actual.currentContext());
		if (context == null) {
			source.subscribe(capturing(actual));
			return;
		}
		SpanSubscriber<T> subscriber = new SpanSubscriber<>(actual, context);
		if (subscriber.isCurrent()) {
			source.subscribe(subscriber);
			return;
		}
		try (Scope scope = context.makeCurrent()) {
			source.subscribe(subscriber);
		}
	}

	private <T> CoreSubscriber<? super T> capturing(CoreSubscriber<? super T> actual) {
		Context current = Context.current();
		if (!Span.fromContext(current).getSpanContext().isValid() || !Terminals.isReachedBy(actual)) {
			return actual;
		}
		reactor.util.context.Context reactor = actual.currentContext();
		// One that stands for no span is there on purpose.
		return reactor.hasKey(ObservationThreadLocalAccessor.KEY) ? actual : new CapturingSubscriber<T>(actual, current,
				reactor.put(ObservationThreadLocalAccessor.KEY, this.standIns.of(current)));
	}

	/**
	 * Lets a subscriber receive its signals with the span being current.
	 * @param <T> type of the elements
	 * @param actual the subscriber
	 * @return a subscriber around it; the same one if the chain carries no span
	 */
	<T> CoreSubscriber<? super T> around(CoreSubscriber<? super T> actual) {
		Context context = of(actual.currentContext());
		return (context != null) ? new SpanSubscriber<T>(actual, context) : actual;
	}

	/**
	 * Returns the context with the span.
	 * @param view the context of Reactor
	 * @return the context; null if the chain carries no span
	 */
	@Nullable Context of(ContextView view) {
		Object carried = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (!(carried instanceof ObservationView observation)) {
			return null;
		}
		try {
			return this.contexts.findCarried(observation);
		}
		catch (RuntimeException ex) {
			// A chain must not fail for its trace.
			logger.debug("Could not find the span of a chain", ex);
			return null;
		}
	}

}
