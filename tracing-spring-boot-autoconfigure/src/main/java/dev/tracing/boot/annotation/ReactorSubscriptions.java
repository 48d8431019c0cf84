/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * What the subscriptions to one returned {@code Mono} or {@code Flux} share.
 *
 * @param call the call that returned it
 * @param assembly the context of that call
 * @param trace how spans travel through Reactor's context
 */
record ReactorSubscriptions(TracedCall call, Context assembly, ReactorTrace trace) {

	/**
	 * Context in which a subscription starts its span.
	 * @param actual the subscriber
	 * @return the context, {@code null} if neither a span nor its context is needed
	 */
	@Nullable Context around(CoreSubscriber<?> actual) {
		Context carried = this.trace.read(actual.currentContext());
		if (carried == null) {
			return TracedPublisher.around(this.assembly);
		}
		return this.call.isSkippedIn(carried) ? null : carried;
	}

	Operation start(Context around) {
		return this.call.start(around);
	}

	reactor.util.context.Context write(reactor.util.context.Context context, Operation operation) {
		return this.trace.write(context, operation);
	}

	void fail(Operation operation, Throwable error) {
		this.call.fail(operation, error);
	}

	<T> CoreSubscriber<T> subscriber(CoreSubscriber<? super T> actual, Operation operation, Context around,
			boolean single) {
		return new ReactorSubscriber<>(actual, this.call, operation, around, single);
	}

	private static final class ReactorSubscriber<T> extends TracedSubscriber<T> implements CoreSubscriber<T> {

		private final reactor.util.context.Context context;

		ReactorSubscriber(CoreSubscriber<? super T> actual, TracedCall call, Operation operation, Context around,
				boolean single) {
			super(actual, call, operation, around, single);
			this.context = actual.currentContext();
		}

		@Override
		public reactor.util.context.Context currentContext() {
			return this.context;
		}

	}

}
