/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import io.opentelemetry.context.Context;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * Makes a span of every subscription to a {@link Flux}.
 *
 * @param <T> the type of the elements
 */
final class TracedFlux<T> extends FluxOperator<T, T> {

	private final ReactorSubscriptions subscriptions;

	TracedFlux(Flux<? extends T> source, ReactorSubscriptions subscriptions) {
		super(source);
		this.subscriptions = subscriptions;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		Context around = this.subscriptions.around(actual);
		if (around == null) {
			this.source.subscribe(actual);
		}
		else {
			this.subscriptions.subscribe(this.source::contextWrite, actual, around, false);
		}
	}

}
