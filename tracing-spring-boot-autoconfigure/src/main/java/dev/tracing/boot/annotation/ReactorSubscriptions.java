/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import reactor.core.CorePublisher;
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

	/**
	 * Subscribes inside a span that ends with the subscription.
	 * @param <T> the type of the elements
	 * @param contextWrite the operator of the source that changes Reactor's context
	 * @param actual the subscriber
	 * @param around the context around the span
	 * @param single whether the first element is the only one
	 */
	<T> void subscribe(Function<UnaryOperator<reactor.util.context.Context>, CorePublisher<? extends T>> contextWrite,
			CoreSubscriber<? super T> actual, Context around, boolean single) {
		Operation operation = this.call.start(around);
		try (Scope scope = operation.context().makeCurrent()) {
			contextWrite.apply((context) -> this.call.joins() ? context : this.trace.write(context, operation))
				.subscribe(new ReactorSubscriber<>(actual, this.call, operation, around, single));
		}
		catch (Throwable ex) {
			this.call.fail(operation, ex);
			throw ex;
		}
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
