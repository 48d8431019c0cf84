/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * A {@code Mono} in which the span of its chain is current.
 *
 * @param <T> type of the elements
 */
final class SpanMono<T> extends MonoOperator<T, T> implements SpanPublisher {

	private final CarriedSpan carried;

	SpanMono(Mono<T> source, CarriedSpan carried) {
		super(source);
		this.carried = carried;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.carried.subscribe(this.source, actual);
	}

}
