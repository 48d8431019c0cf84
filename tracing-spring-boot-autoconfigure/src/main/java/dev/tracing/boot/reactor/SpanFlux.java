/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

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
		this.carried.subscribe(this.source, actual);
	}

}
