/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.CompositeBatchInterceptor;

/**
 * Puts a span around every batch that a listener receives. After a failure the span stays
 * current until the container polls again, so that error handling belongs to it.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class TracingBatchInterceptor<K, V> extends CompositeBatchInterceptor<K, V> {

	private final Supplier<Deliveries> deliveries;

	private TracingBatchInterceptor(Supplier<Deliveries> deliveries) {
		this.deliveries = deliveries;
	}

	static <K, V> BatchInterceptor<K, V> around(@Nullable BatchInterceptor<K, V> own, Supplier<Deliveries> deliveries) {
		if (own instanceof TracingBatchInterceptor) {
			return own;
		}
		TracingBatchInterceptor<K, V> result = new TracingBatchInterceptor<>(deliveries);
		if (own != null) {
			result.addBatchInterceptor(own);
		}
		return result;
	}

	boolean feeds(Deliveries candidate) {
		return this.deliveries.get() == candidate;
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		Deliveries deliveries = this.deliveries.get();
		deliveries.start(records, consumer);
		try {
			ConsumerRecords<K, V> result = super.intercept(records, consumer);
			if (result == null) {
				// The batch is skipped, and nobody may ever say so.
				deliveries.succeed();
				deliveries.finish();
			}
			return result;
		}
		catch (Throwable ex) {
			deliveries.fail(ex);
			throw ex;
		}
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		this.deliveries.get().succeed();
		try {
			super.success(records, consumer);
		}
		finally {
			this.deliveries.get().finish();
		}
	}

	@Override
	public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
		this.deliveries.get().fail(exception);
		super.failure(records, exception, consumer);
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		try {
			super.clearThreadState(consumer);
		}
		finally {
			this.deliveries.get().leave();
		}
	}

}
