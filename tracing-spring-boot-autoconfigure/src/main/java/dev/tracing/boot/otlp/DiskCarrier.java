/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.tracing.boot.spool.Carrier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requests from the disk to the collector, on the spool's thread.
 *
 * @param <R> the response as the exporter knows it
 */
final class DiskCarrier<R> implements Carrier {

	private static final Logger logger = LoggerFactory.getLogger(DiskCarrier.class);

	private final Courier<R> courier;

	private final int batchSize;

	private int failures;

	DiskCarrier(Courier<R> courier, int batchSize) {
		this.courier = courier;
		this.batchSize = batchSize;
	}

	@Override
	public int mostSpans() {
		return this.batchSize;
	}

	@Override
	public Receipt carry(byte[] request, long spans) throws InterruptedException {
		Answer<R> answer = inLane(request);
		if (answer != null && answer.verdict() == Verdict.TAKEN) {
			this.failures = 0;
			this.courier.sent(spans, answer);
			return new Receipt(Fate.TAKEN, answer.partial().rejected());
		}
		if (answer != null && answer.verdict() == Verdict.REFUSED) {
			logger.debug("The collector refuses a request of {} spans from disk", spans);
			return new Receipt(Fate.REFUSED, 0);
		}
		TimeUnit.NANOSECONDS.sleep(this.courier.backoffNanos(++this.failures));
		return new Receipt(Fate.NOT_NOW, 0);
	}

	@Override
	public List<String> names(byte[] request) {
		List<String> names = new ArrayList<>();
		RequestSpans.forEach(request, (span) -> names.add(RequestSpans.name(span)));
		return names;
	}

	private @Nullable Answer<R> inLane(byte[] request) throws InterruptedException {
		this.courier.enter();
		try {
			Answer<R> answer = carry(request);
			this.courier.learn(answer);
			return answer;
		}
		finally {
			this.courier.leave();
		}
	}

	private @Nullable Answer<R> carry(byte[] request) throws InterruptedException {
		long timeout = this.courier.timeoutNanos();
		CompletableFuture<Answer<R>> attempt = this.courier.attempt(request, Duration.ofNanos(timeout));
		try {
			return attempt.get(timeout, TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException | CancellationException ex) {
			logger.debug("Failed to deliver a request from disk", ex);
			return null;
		}
		catch (InterruptedException ex) {
			this.courier.learn(null);
			throw ex;
		}
		finally {
			attempt.cancel(true);
		}
	}

}
