/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import io.grpc.ForwardingServerCallListener;
import io.grpc.ServerCall;
import io.opentelemetry.context.Scope;

/**
 * Makes the span current wherever gRPC calls the application, on whatever thread.
 *
 * @param <Q> the type of the requests
 */
final class TracingServerListener<Q> extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {

	private final TracingServerCall<Q, ?> call;

	TracingServerListener(ServerCall.Listener<Q> listener, TracingServerCall<Q, ?> call) {
		super(listener);
		this.call = call;
	}

	@Override
	public void onMessage(Q message) {
		run(() -> super.onMessage(message));
	}

	@Override
	public void onHalfClose() {
		run(super::onHalfClose);
	}

	@Override
	public void onReady() {
		run(super::onReady);
	}

	@Override
	public void onCancel() {
		run(super::onCancel);
		this.call.cancel();
	}

	@Override
	public void onComplete() {
		run(super::onComplete);
		this.call.complete();
	}

	private void run(Runnable callback) {
		try (Scope scope = this.call.operation().context().makeCurrent()) {
			callback.run();
		}
		catch (Throwable ex) {
			this.call.fail(ex);
			throw ex;
		}
	}

}
