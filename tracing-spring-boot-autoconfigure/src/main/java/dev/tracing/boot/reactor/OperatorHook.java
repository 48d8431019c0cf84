/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.observation.StandIns;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import org.springframework.beans.factory.DisposableBean;

/**
 * Puts itself before the operators of every chain in this JVM. The hook is there as long
 * as any application context needs it.
 */
final class OperatorHook implements DisposableBean {

	private static final String KEY = "dev.tracing.boot.reactor";

	private static final Object lock = new Object();

	// Guarded by the lock.
	private static final List<OperatorHook> installed = new ArrayList<>();

	private final ObservedContext contexts;

	/**
	 * Creates a hook and installs it.
	 * @param contexts finds the context that a chain carries
	 */
	OperatorHook(ObservedContext contexts) {
		this.contexts = contexts;
		synchronized (lock) {
			installed.add(this);
			installNewest();
		}
	}

	@Override
	public void destroy() {
		synchronized (lock) {
			installed.remove(this);
			installNewest();
		}
	}

	private static void installNewest() {
		Hooks.resetOnEachOperator(KEY);
		if (!installed.isEmpty()) {
			ObservedContext contexts = installed.get(installed.size() - 1).contexts;
			CarriedSpan carried = new CarriedSpan(contexts, new StandIns(contexts::tracer));
			Hooks.onEachOperator(KEY, (publisher) -> around(publisher, carried));
		}
	}

	// With automatic propagation there is nothing left to do.
	private static Publisher<Object> around(Publisher<Object> publisher, CarriedSpan carried) {
		if (Hooks.isAutomaticContextPropagationEnabled() || PassingOperators.needNoSpan(publisher)) {
			return publisher;
		}
		if (publisher instanceof Mono<Object> mono) {
			return new SpanMono<>(mono, carried);
		}
		if (publisher instanceof Flux<Object> flux && !(flux instanceof ConnectableFlux)
				&& !(flux instanceof GroupedFlux)) {
			return new SpanFlux<>(flux, carried);
		}
		// Reactor casts the result, so a special kind of publisher must stay one.
		return Operators.<Object, Object>liftPublisher((source, actual) -> carried.around(actual)).apply(publisher);
	}

}
