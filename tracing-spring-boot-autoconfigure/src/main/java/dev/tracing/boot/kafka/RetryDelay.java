/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.math.BigInteger;
import java.time.InstantSource;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import org.springframework.kafka.retrytopic.RetryTopicHeaders;

/**
 * When a record of a retry topic is due. One that is received earlier is put back by
 * Spring before the listener sees it: nothing is processed, and nothing has failed.
 *
 * @param clock the clock to compare with
 */
record RetryDelay(InstantSource clock) {

	boolean isAhead(ConsumerRecord<?, ?> record) {
		Header due = record.headers().lastHeader(RetryTopicHeaders.DEFAULT_HEADER_BACKOFF_TIMESTAMP);
		return due != null && due.value() != null && due.value().length > 0 && due.value().length <= Long.BYTES
				&& new BigInteger(due.value()).longValue() > this.clock.millis();
	}

}
