/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.kafka.BatchSemantics.ReceivedBatch;
import dev.tracing.boot.kafka.KafkaTracingProperties.BatchMode;
import dev.tracing.boot.kafka.ProcessSemantics.Received;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Starts the spans of a batch in the way that the application chose.
 */
final class BatchTracing {

	private final Operations operations;

	private final ProcessSemantics recordSemantics;

	private final BatchSemantics batchSemantics;

	private final SenderLinks senders;

	private final BatchMode mode;

	BatchTracing(Operations operations, MessagingSemantics messaging, QueueTime queueTime, SenderLinks senders,
			BatchMode mode) {
		this.operations = operations;
		this.recordSemantics = new ProcessSemantics(messaging, queueTime);
		this.batchSemantics = new BatchSemantics(messaging, senders, queueTime);
		this.senders = senders;
		this.mode = mode;
	}

	ProcessSemantics recordSemantics() {
		return this.recordSemantics;
	}

	Delivery start(ReceivedBatch batch) {
		if (this.mode == BatchMode.PER_RECORD) {
			return (batch.records().count() == 1) ? replies(batch) : batchAndRecords(batch);
		}
		Context parent = (this.mode == BatchMode.SINGLE_PARENT) ? commonParent(batch) : Context.current();
		return new Delivery(startBatch(parent, batch), batch.records(), null);
	}

	/**
	 * Starts the spans of replies that come to nobody but those who wait for them: each
	 * belongs to the trace of its request, and a batch of them is no work of its own.
	 * @param batch the replies
	 * @return their delivery
	 */
	Delivery replies(ReceivedBatch batch) {
		if (batch.records().isEmpty()) {
			return new Delivery(startBatch(Context.current(), batch), batch.records(), null);
		}
		RecordSpans spans = startRecords(batch, batch.poll());
		Context context = (batch.records().count() == 1) ? spans.first().context() : Context.current();
		return new Delivery(context, spans.first(), spans, batch.records(), null);
	}

	private Delivery batchAndRecords(ReceivedBatch batch) {
		Operation operation = startBatch(Context.current(), batch);
		RecordSpans spans = startRecords(batch, SenderLinks.spanOf(operation.context()));
		return new Delivery(operation.context(), operation, spans, batch.records(), null);
	}

	private Operation startBatch(Context parent, ReceivedBatch batch) {
		SpanContext sender = SenderLinks.spanOf(parent);
		return this.operations.start(parent, this.batchSemantics, sender.isRemote() ? batch.childOf(sender) : batch);
	}

	private RecordSpans startRecords(ReceivedBatch batch, SpanContext related) {
		List<ConsumerRecord<?, ?>> records = new ArrayList<>();
		List<Operation> started = new ArrayList<>();
		int limit = Math.max(1, this.senders.limit());
		for (ConsumerRecord<?, ?> record : batch.records()) {
			if (started.size() == limit) {
				break;
			}
			Context sender = batch.senders().of(started.size(), record);
			records.add(record);
			started.add(this.operations.start(sender, this.recordSemantics,
					new Received(record, batch.clientId(), batch.group(), 1, related)));
		}
		return new RecordSpans(records, started);
	}

	// The first of the senders, if the records are all of one trace.
	private static Context commonParent(ReceivedBatch batch) {
		Context first = Context.current();
		String traceId = null;
		int index = 0;
		for (ConsumerRecord<?, ?> record : batch.records()) {
			Context context = batch.senders().of(index++, record);
			SpanContext sender = SenderLinks.spanOf(context);
			if (!sender.isRemote() || (traceId != null && !traceId.equals(sender.getTraceId()))) {
				return Context.current();
			}
			if (traceId == null) {
				traceId = sender.getTraceId();
				first = context;
			}
		}
		return first;
	}

}
