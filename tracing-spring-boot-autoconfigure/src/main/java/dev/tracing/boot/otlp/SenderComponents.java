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

import dev.tracing.boot.FurtherDestination;
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

	// Returns the same without what is the first destination's alone.
	SenderComponents forFurtherDestinations() {
		return new SenderComponents(this.others, new SenderSetup(this.setup.retry(), this.setup.circuit(), List::of,
				new SentBytes(), () -> null, new TlsUpdates(null, null)));
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
	 */
	record SenderSetup(RetryProperties retry, CircuitProperties circuit, Supplier<List<ExportHeaders>> headers,
			SentBytes sentBytes, Supplier<@Nullable Spool> spool, TlsUpdates tls) {

		<R> Courier<R> courier(Transport<R> transport, Duration timeout) {
			Backoff backoff = new Backoff(this.retry, () -> ThreadLocalRandom.current().nextDouble());
			Spool spool = (FurtherDestination.current() == null) ? this.spool.get() : null;
			return new Courier<>(transport, new Courier.Patience(new Circuit(this.circuit), backoff), this.sentBytes,
					timeout, spool);
		}

		// Tokens of the first destination are nobody else's.
		List<ExportHeaders> suppliedHeaders() {
			return (FurtherDestination.current() == null) ? this.headers.get() : List.of();
		}

		TlsUpdates tlsUpdates() {
			FurtherDestination further = FurtherDestination.current();
			return (further != null) ? this.tls.of(further.sslBundle()) : this.tls;
		}

		Clock clock() {
			return Clock.systemUTC();
		}

	}

}
