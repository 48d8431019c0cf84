/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Ends the span of one subscription. What goes to the source runs inside the span, what
 * goes to the subscriber runs outside of it, also if both happen in one call.
 *
 * @param <T> the type of the elements
 */
class TracedSubscriber<T> implements Subscriber<T>, Subscription {

	private final Subscriber<? super T> actual;

	private final TracedCall call;

	private final Operation operation;

	private final Context around;

	private final boolean single;

	private @Nullable Subscription subscription;

	TracedSubscriber(Subscriber<? super T> actual, TracedCall call, Operation operation, Context around,
			boolean single) {
		this.actual = actual;
		this.call = call;
		this.operation = operation;
		this.around = around;
		this.single = single;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		try (Scope scope = this.around.makeCurrent()) {
			this.actual.onSubscribe(this);
		}
	}

	@Override
	public void onNext(T element) {
		if (this.single) {
			// Whoever waits for one value may cancel once it is there.
			this.call.succeed(this.operation, element);
		}
		try (Scope scope = this.around.makeCurrent()) {
			this.actual.onNext(element);
		}
	}

	@Override
	public void onError(Throwable error) {
		this.call.complete(this.operation, null, error);
		try (Scope scope = this.around.makeCurrent()) {
			this.actual.onError(error);
		}
	}

	@Override
	public void onComplete() {
		this.call.succeed(this.operation, null);
		try (Scope scope = this.around.makeCurrent()) {
			this.actual.onComplete();
		}
	}

	@Override
	public void request(long count) {
		Subscription source = this.subscription;
		if (source != null) {
			try (Scope scope = this.operation.context().makeCurrent()) {
				source.request(count);
			}
		}
	}

	@Override
	public void cancel() {
		Subscription source = this.subscription;
		if (source != null) {
			try (Scope scope = this.operation.context().makeCurrent()) {
				source.cancel();
			}
			finally {
				this.operation.end();
			}
		}
	}

}
