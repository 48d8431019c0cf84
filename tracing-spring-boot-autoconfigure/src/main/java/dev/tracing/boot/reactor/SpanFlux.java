/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * A {@code Flux} in which the span of its chain is current.
 *
 * @param <T> type of the elements
 */
final class SpanFlux<T> extends FluxOperator<T, T> implements SpanPublisher {

	private final CarriedSpan carried;

	SpanFlux(Flux<T> source, CarriedSpan carried) {
		super(source);
		this.carried = carried;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		Context context = this.carried.of(actual.currentContext());
		if (context == null) {
			this.source.subscribe(actual);
			return;
		}
		SpanSubscriber<T> subscriber = new SpanSubscriber<>(actual, context);
		if (subscriber.isCurrent()) {
			this.source.subscribe(subscriber);
			return;
		}
		try (Scope scope = context.makeCurrent()) {
			this.source.subscribe(subscriber);
		}
	}

}
