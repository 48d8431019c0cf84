/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
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
			return;
		}
		Operation operation = this.subscriptions.start(around);
		try (Scope scope = operation.context().makeCurrent()) {
			this.source.contextWrite((context) -> this.subscriptions.write(context, operation))
				.subscribe(this.subscriptions.subscriber(actual, operation, around, true));
		}
		catch (Throwable ex) {
			this.subscriptions.fail(operation, ex);
			throw ex;
		}
	}

}
