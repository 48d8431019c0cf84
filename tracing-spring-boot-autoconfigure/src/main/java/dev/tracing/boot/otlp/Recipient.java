/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The exporter that waits for what becomes of a request. It is told once.
 *
 * @param <R> the response as it knows it
 */
final class Recipient<R> {

	private final Consumer<R> onResponse;

	private final Consumer<Throwable> onError;

	private boolean told;

	Recipient(Consumer<R> onResponse, Consumer<Throwable> onError) {
		this.onResponse = onResponse;
		this.onError = onError;
	}

	void answer(R response) {
		if (!this.told) {
			this.told = true;
			this.onResponse.accept(response);
		}
	}

	/**
	 * There is no answer.
	 * @param failure why the last attempt failed; null if there was none
	 * @param timeoutNanos how long the collector had
	 */
	void fail(@Nullable Throwable failure, long timeoutNanos) {
		if (!this.told) {
			this.told = true;
			this.onError.accept(error(failure, timeoutNanos));
		}
	}

	private static Throwable error(@Nullable Throwable failure, long timeoutNanos) {
		Throwable error = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (error == null || error instanceof CancellationException) {
			return new TimeoutException("The collector did not take the spans within "
					+ TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms (tracing.export.timeout)");
		}
		return error;
	}

}
