/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * Makes a span of every subscription to a publisher that is not Reactor's.
 *
 * @param <T> the type of the elements
 */
final class TracedPublisher<T> implements Publisher<T> {

	private final Publisher<T> source;

	private final TracedCall call;

	private final Context assembly;

	TracedPublisher(Publisher<T> source, TracedCall call, Context assembly) {
		this.source = source;
		this.call = call;
		this.assembly = assembly;
	}

	@Override
	public void subscribe(Subscriber<? super T> actual) {
		Context around = around(this.assembly);
		Operation operation = this.call.start(around);
		try (Scope scope = operation.context().makeCurrent()) {
			this.source.subscribe(new TracedSubscriber<>(actual, this.call, operation, around, false));
		}
		catch (Throwable ex) {
			this.call.fail(operation, ex);
			throw ex;
		}
	}

	/**
	 * The context of a subscription that carries none itself.
	 * @param assembly the context in which the publisher was made
	 * @return the current context if it has a span, otherwise the one of the assembly
	 */
	static Context around(Context assembly) {
		Context current = Context.current();
		return Span.fromContext(current).getSpanContext().isValid() ? current : assembly;
	}

}
