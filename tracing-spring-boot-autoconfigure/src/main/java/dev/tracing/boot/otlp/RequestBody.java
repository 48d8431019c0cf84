/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Content of a request on its way. The JDK's client keeps the last request of a
 * connection for as long as the connection, and would keep its content, too.
 */
final class RequestBody implements Flow.Publisher<ByteBuffer> {

	private final int length;

	private volatile byte @Nullable [] content;

	RequestBody(byte[] content) {
		this.length = content.length;
		this.content = content;
	}

	int length() {
		return this.length;
	}

	BodyPublisher publisher() {
		return (this.length > 0) ? BodyPublishers.fromPublisher(this, this.length) : BodyPublishers.noBody();
	}

	/**
	 * Forgets the content, once there is an answer. Before, the client may want it again:
	 * for another connection, if the first one turns out to be closed.
	 */
	void forget() {
		this.content = null;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		byte[] current = this.content;
		subscriber.onSubscribe(new Delivery(subscriber, current));
		if (current == null) {
			subscriber.onError(new IllegalStateException("The request has been answered"));
		}
	}

	/**
	 * Hands the content out once, in one piece.
	 */
	private static final class Delivery implements Flow.Subscription {

		private final Flow.Subscriber<? super ByteBuffer> subscriber;

		private final AtomicReference<byte @Nullable []> left;

		Delivery(Flow.Subscriber<? super ByteBuffer> subscriber, byte @Nullable [] content) {
			this.subscriber = subscriber;
			this.left = new AtomicReference<>(content);
		}

		@Override
		public void request(long count) {
			byte[] content = this.left.getAndSet(null);
			if (content == null) {
				return;
			}
			if (count <= 0) {
				this.subscriber.onError(new IllegalArgumentException("Nothing was requested: " + count));
				return;
			}
			this.subscriber.onNext(ByteBuffer.wrap(content).asReadOnlyBuffer());
			this.subscriber.onComplete();
		}

		@Override
		public void cancel() {
			this.left.set(null);
		}

	}

}
