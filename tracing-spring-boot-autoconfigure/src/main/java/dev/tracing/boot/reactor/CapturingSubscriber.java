/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import io.opentelemetry.context.Context;
import reactor.core.CoreSubscriber;

/**
 * Gives a chain that carries no span the one in which it is subscribed to.
 *
 * @param <T> type of the elements
 */
final class CapturingSubscriber<T> extends SpanSubscriber<T> {

	private final reactor.util.context.Context carrying;

	/**
	 * Creates a subscriber.
	 * @param actual the subscriber
	 * @param context the context in which it subscribes
	 * @param carrying its context of Reactor, which carries that one
	 */
	CapturingSubscriber(CoreSubscriber<? super T> actual, Context context, reactor.util.context.Context carrying) {
		super(actual, context);
		this.carrying = carrying;
	}

	@Override
	public reactor.util.context.Context currentContext() {
		return this.carrying;
	}

}
