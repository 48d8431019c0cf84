/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.List;

import dev.tracing.boot.operation.Operation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchListenerFailedException;

/**
 * The spans of the single records of a batch. They end with it.
 *
 * @param records the records
 * @param operations their spans, in the same order
 */
record RecordSpans(List<ConsumerRecord<?, ?>> records, List<Operation> operations) {

	static final RecordSpans NONE = new RecordSpans(List.of(), List.of());

	Operation first() {
		return this.operations.get(0);
	}

	/**
	 * Marks the records as failed, except those before the one that the listener blamed.
	 * @param error what the listener threw
	 */
	void fail(Throwable error) {
		for (int i = firstFailed(error); i < this.operations.size(); i++) {
			this.operations.get(i).fail(error, false);
		}
	}

	void fail(String errorType) {
		for (Operation operation : this.operations) {
			operation.fail(errorType);
		}
	}

	void end() {
		for (Operation operation : this.operations) {
			operation.end();
		}
	}

	private int firstFailed(Throwable error) {
		if (!(error instanceof BatchListenerFailedException failure)) {
			return 0;
		}
		return (failure.getRecord() != null) ? Math.max(0, indexOf(failure.getRecord()))
				: Math.max(0, failure.getIndex());
	}

	private int indexOf(@Nullable ConsumerRecord<?, ?> failed) {
		for (int i = 0; failed != null && i < this.records.size(); i++) {
			ConsumerRecord<?, ?> record = this.records.get(i);
			if (record.offset() == failed.offset() && record.partition() == failed.partition()
					&& record.topic().equals(failed.topic())) {
				return i;
			}
		}
		return this.records.size();
	}

}
