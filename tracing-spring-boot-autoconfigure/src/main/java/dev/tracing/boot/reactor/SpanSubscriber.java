/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/**
 * Passes signals on with the span of the chain being current, in both directions. Where
 * it is current already, and behind another operator it is, that is one look.
 *
 * @param <T> type of the elements
 */
class SpanSubscriber<T> implements CoreSubscriber<T>, Subscription, Scannable {

	private final CoreSubscriber<? super T> actual;

	private final Context context;

	private final Span span;

	private Subscription upstream = Operators.emptySubscription();

	SpanSubscriber(CoreSubscriber<? super T> actual, Context context) {
		this.actual = actual;
		this.context = context;
		this.span = Span.fromContext(context);
	}

	boolean isCurrent() {
		Context current = Context.current();
		return current == this.context || (Span.fromContext(current) == this.span
				&& Baggage.fromContextOrNull(current) == Baggage.fromContextOrNull(this.context));
	}

	@Override
	public reactor.util.context.Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		if (isCurrent()) {
			this.actual.onSubscribe(this);
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.actual.onSubscribe(this);
		}
	}

	@Override
	public void onNext(T element) {
		if (isCurrent()) {
			this.actual.onNext(element);
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.actual.onNext(element);
		}
	}

	@Override
	public void onError(Throwable error) {
		if (isCurrent()) {
			this.actual.onError(error);
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.actual.onError(error);
		}
	}

	@Override
	public void onComplete() {
		if (isCurrent()) {
			this.actual.onComplete();
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.actual.onComplete();
		}
	}

	@Override
	public void request(long elements) {
		if (isCurrent()) {
			this.upstream.request(elements);
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.upstream.request(elements);
		}
	}

	@Override
	public void cancel() {
		if (isCurrent()) {
			this.upstream.cancel();
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.upstream.cancel();
		}
	}

	// Reactor declares it so.
	@Override
	@SuppressWarnings("rawtypes")
	public @Nullable Object scanUnsafe(Attr key) {
		if (key == Attr.PARENT) {
			return this.upstream;
		}
		if (key == Attr.ACTUAL) {
			return this.actual;
		}
		return (key == Attr.RUN_STYLE) ? Attr.RunStyle.SYNC : null;
	}

}
