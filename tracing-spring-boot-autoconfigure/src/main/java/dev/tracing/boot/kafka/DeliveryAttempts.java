/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.retrytopic.RetryTopicHeaders;

/**
 * Counts how often a record was delivered. A record that failed is delivered again before
 * any other of its partition, so the last failure of each partition is enough to know. Of
 * too many partitions, the one whose last failure is longest ago is forgotten: it may
 * have been revoked. Attempts on earlier retry topics are told by a header.
 */
final class DeliveryAttempts {

	private static final int MAX_PARTITIONS = 1024;

	private final ReentrantLock lock = new ReentrantLock();

	// The last failure of each partition, the eldest first.
	private final Map<Position, Failure> failures = new LinkedHashMap<>();

	private volatile boolean anyFailure;

	int next(@Nullable String group, ConsumerRecord<?, ?> record) {
		return onEarlierTopics(record) + here(group, record);
	}

	void failed(@Nullable String group, ConsumerRecord<?, ?> record) {
		Position position = Position.of(group, record);
		this.lock.lock();
		try {
			Failure last = this.failures.remove(position);
			int count = (last != null && last.offset() == record.offset()) ? last.count() + 1 : 1;
			if (this.failures.size() == MAX_PARTITIONS) {
				forgetEldest();
			}
			this.failures.put(position, new Failure(record.offset(), count));
			this.anyFailure = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forgetEldest() {
		Iterator<Position> positions = this.failures.keySet().iterator();
		positions.next();
		positions.remove();
	}

	void succeeded(@Nullable String group, ConsumerRecord<?, ?> record) {
		if (this.anyFailure) {
			Position position = Position.of(group, record);
			this.lock.lock();
			try {
				forget(position);
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private int here(@Nullable String group, ConsumerRecord<?, ?> record) {
		if (!this.anyFailure) {
			return 1;
		}
		Position position = Position.of(group, record);
		this.lock.lock();
		try {
			Failure last = this.failures.get(position);
			if (last == null) {
				return 1;
			}
			if (last.offset() != record.offset()) {
				forget(position);
				return 1;
			}
			return last.count() + 1;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forget(Position position) {
		this.failures.remove(position);
		this.anyFailure = !this.failures.isEmpty();
	}

	private static int onEarlierTopics(ConsumerRecord<?, ?> record) {
		Header header = record.headers().lastHeader(RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS);
		byte[] value = (header != null) ? header.value() : null;
		if (value == null || (value.length != 1 && value.length != Integer.BYTES)) {
			return 0;
		}
		int attempt = (value.length == 1) ? value[0] : ByteBuffer.wrap(value).getInt();
		return (attempt > 0 && attempt < Short.MAX_VALUE) ? attempt - 1 : 0;
	}

	private record Position(@Nullable String group, String topic, int partition) {

		static Position of(@Nullable String group, ConsumerRecord<?, ?> record) {
			return new Position(group, record.topic(), record.partition());
		}

	}

	private record Failure(long offset, int count) {
	}

}
