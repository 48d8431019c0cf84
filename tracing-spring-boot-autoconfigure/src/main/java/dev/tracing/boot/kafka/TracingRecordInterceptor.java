/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.CompositeRecordInterceptor;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Puts a span around every record that a listener receives. The application's own
 * interceptor is called inside the span, which is current until all error handling is
 * over.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class TracingRecordInterceptor<K, V> extends CompositeRecordInterceptor<K, V> {

	private final Supplier<Deliveries> deliveries;

	private TracingRecordInterceptor(Supplier<Deliveries> deliveries) {
		this.deliveries = deliveries;
	}

	static <K, V> RecordInterceptor<K, V> around(@Nullable RecordInterceptor<K, V> own,
			Supplier<Deliveries> deliveries) {
		if (own instanceof TracingRecordInterceptor) {
			return own;
		}
		TracingRecordInterceptor<K, V> result = new TracingRecordInterceptor<>(deliveries);
		if (own != null) {
			result.addRecordInterceptor(own);
		}
		return result;
	}

	boolean feeds(Deliveries candidate) {
		return this.deliveries.get() == candidate;
	}

	@Override
	public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.deliveries.get().start(record, consumer);
		try {
			return super.intercept(record, consumer);
		}
		catch (Throwable ex) {
			this.deliveries.get().fail(ex);
			throw ex;
		}
	}

	@Override
	public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.deliveries.get().succeed();
		super.success(record, consumer);
	}

	@Override
	public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
		Deliveries deliveries = this.deliveries.get();
		if (deliveries.current() == null) {
			// It could not be deserialized, so the container did not ask to intercept it.
			deliveries.start(record, consumer);
		}
		deliveries.fail(exception);
		super.failure(record, exception, consumer);
	}

	@Override
	public void afterRecord(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		try {
			super.afterRecord(record, consumer);
		}
		finally {
			this.deliveries.get().finish();
		}
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
