/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.tracing.boot.NamedDestination;
import dev.tracing.boot.ledger.SentBytes;
import dev.tracing.boot.spool.Spool;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives exporters our senders; whatever else they look for they find where they always
 * have.
 */
final class SenderComponents implements ComponentLoader {

	private final ComponentLoader others;

	private final SenderSetup setup;

	SenderComponents(ComponentLoader others, SenderSetup setup) {
		this.others = others;
		this.setup = setup;
	}

	@Override
	public <T> Iterable<T> load(Class<T> type) {
		if (type == HttpSenderProvider.class) {
			return List.of(type.cast(new OtlpHttpSenderProvider(this.setup, this.others)));
		}
		if (type == GrpcSenderProvider.class) {
			return List.of(type.cast(new OtlpGrpcSenderProvider(this.setup, this.others)));
		}
		return this.others.load(type);
	}

	/**
	 * What all senders of an application share.
	 *
	 * @param retry how to try again
	 * @param circuit when not to
	 * @param headers headers that the application supplies
	 * @param sentBytes where the length of requests is counted
	 * @param spool where to keep what is not taken; empty if nowhere
	 * @param tls tells of new certificates
	 * @param batchTimeout how long a batch is waited for; zero if without end. What is
	 * delivered later would be counted as lost
	 * @param batchSize most spans of a batch
	 */
	record SenderSetup(RetryProperties retry, CircuitProperties circuit, Supplier<List<ExportHeaders>> headers,
			SentBytes sentBytes, Supplier<@Nullable Spool> spool, TlsUpdates tls, Duration batchTimeout,
			int batchSize) {

		<R> Courier<R> courier(Transport<R> transport, Duration exportTimeout) {
			boolean cut = !this.batchTimeout.isZero() && this.batchTimeout.compareTo(exportTimeout) < 0;
			Duration timeout = cut ? this.batchTimeout : exportTimeout;
			Backoff backoff = new Backoff(this.retry, () -> ThreadLocalRandom.current().nextDouble());
			boolean first = NamedDestination.isFirst();
			return new Courier<>(transport, new Courier.Patience(new Circuit(this.circuit), backoff),
					first ? this.sentBytes : new SentBytes(), new Courier.Limits(timeout, this.batchSize),
					first ? this.spool.get() : null);
		}

		// Tokens of the first destination are nobody else's.
		List<ExportHeaders> suppliedHeaders() {
			return NamedDestination.isFirst() ? this.headers.get() : List.of();
		}

		TlsUpdates tlsUpdates() {
			NamedDestination named = NamedDestination.current();
			return (named != null) ? this.tls.of(named.sslBundle()) : this.tls;
		}

		Clock clock() {
			return Clock.systemUTC();
		}

	}

}
