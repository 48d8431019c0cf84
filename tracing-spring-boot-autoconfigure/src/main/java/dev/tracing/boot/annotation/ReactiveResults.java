/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Puts spans around the subscriptions to reactive results: Reactor's types, any
 * publisher, and what Spring knows how to turn into one and back, such as the types of
 * RxJava, Mutiny and Kotlin's {@code Flow}. Loaded only with Reactive Streams.
 */
final class ReactiveResults {

	private final @Nullable ReactorResults reactor;

	ReactiveResults(@Nullable ReactorResults reactor) {
		this.reactor = reactor;
	}

	/**
	 * Whether the results of a method can be replaced by traced ones.
	 * @param declared what the method declares to return
	 * @return whether subscriptions can be traced
	 */
	static boolean canTrace(Class<?> declared) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(declared);
		return declared == Publisher.class || (adapter != null && declared == adapter.getReactiveType());
	}

	/**
	 * Whether a type is reactive.
	 * @param declared what the method declares to return
	 * @return whether there is something to subscribe to
	 */
	static boolean isReactive(Class<?> declared) {
		return Publisher.class.isAssignableFrom(declared)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(declared) != null;
	}

	Object trace(Object result, TracedCall call, Context assembly) {
		if (this.reactor != null && this.reactor.isOwn(result)) {
			return this.reactor.trace((Publisher<?>) result, call, assembly);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
		if (adapter != null && adapter.getReactiveType() != Publisher.class) {
			// A publisher of another library, such as Flowable, has to stay one.
			return adapter.fromPublisher(publisher(adapter.toPublisher(result), call, assembly));
		}
		return (result instanceof Publisher<?> publisher) ? publisher(publisher, call, assembly) : result;
	}

	private Publisher<?> publisher(Publisher<?> publisher, TracedCall call, Context assembly) {
		return (this.reactor != null) ? this.reactor.trace(publisher, call, assembly)
				: new TracedPublisher<>(publisher, call, assembly);
	}

	/**
	 * The part that needs Reactor.
	 */
	static final class ReactorResults {

		private final ReactorTrace trace;

		ReactorResults(Tracer tracer) {
			this.trace = new ReactorTrace(tracer);
		}

		boolean isOwn(Object result) {
			return result instanceof Mono || result instanceof Flux;
		}

		Publisher<?> trace(Publisher<?> publisher, TracedCall call, Context assembly) {
			ReactorSubscriptions subscriptions = new ReactorSubscriptions(call, assembly, this.trace);
			return (publisher instanceof Mono<?> mono) ? new TracedMono<>(mono, subscriptions)
					: new TracedFlux<>(Flux.from(publisher), subscriptions);
		}

	}

}
