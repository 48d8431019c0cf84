/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaDeliveryAttemptsTests {

	private static final int LIMIT = 1024;

	private final DeliveryAttempts attempts = new DeliveryAttempts();

	@Test
	void attemptsCountUntilTheRecordSucceeds() {
		assertThat(next(0, 5)).isEqualTo(1);
		fail(0, 5);
		assertThat(next(0, 5)).isEqualTo(2);
		fail(0, 5);
		assertThat(next(0, 5)).isEqualTo(3);
		assertThat(this.attempts.next("other", at(0, 5))).isEqualTo(1);
		this.attempts.succeeded("group", at(0, 5));
		assertThat(next(0, 5)).isEqualTo(1);
	}

	@Test
	void anotherRecordOfThePartitionStartsAnew() {
		fail(0, 5);
		assertThat(next(0, 6)).isEqualTo(1);
		assertThat(next(0, 5)).isEqualTo(1);
	}

	@Test
	void onePartitionTooManyDisplacesTheOneThatFailedLongestAgo() {
		for (int partition = 0; partition < LIMIT; partition++) {
			fail(partition, 5);
		}
		fail(0, 5);
		fail(LIMIT, 5);
		assertThat(next(LIMIT, 5)).isEqualTo(2);
		assertThat(next(0, 5)).isEqualTo(3);
		assertThat(next(1, 5)).isEqualTo(1);
		for (int partition = 2; partition < LIMIT; partition++) {
			assertThat(next(partition, 5)).isEqualTo(2);
		}
	}

	private int next(int partition, long offset) {
		return this.attempts.next("group", at(partition, offset));
	}

	private void fail(int partition, long offset) {
		this.attempts.failed("group", at(partition, offset));
	}

	private static ConsumerRecord<String, String> at(int partition, long offset) {
		return new ConsumerRecord<>("topic", partition, offset, null, "value");
	}

}
