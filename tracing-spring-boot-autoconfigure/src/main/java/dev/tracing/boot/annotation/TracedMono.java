/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import io.opentelemetry.context.Context;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Makes a span of every subscription to a {@link Mono}.
 *
 * @param <T> the type of the element
 */
final class TracedMono<T> extends MonoOperator<T, T> {

	private final ReactorSubscriptions subscriptions;

	TracedMono(Mono<? extends T> source, ReactorSubscriptions subscriptions) {
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
			this.subscriptions.subscribe(this.source::contextWrite, actual, around, true);
		}
	}

}
