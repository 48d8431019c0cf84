/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
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
			return;
		}
		Operation operation = this.subscriptions.start(around);
		try (Scope scope = operation.context().makeCurrent()) {
			this.source.contextWrite((context) -> this.subscriptions.write(context, operation))
				.subscribe(this.subscriptions.subscriber(actual, operation, around, false));
		}
		catch (Throwable ex) {
			this.subscriptions.fail(operation, ex);
			throw ex;
		}
	}

}
