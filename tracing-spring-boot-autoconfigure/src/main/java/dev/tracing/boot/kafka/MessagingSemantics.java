/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Naming;
import dev.tracing.boot.operation.Semconv;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Names and attributes of messaging spans, for sending and receiving alike.
 */
final class MessagingSemantics {

	private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");

	private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");

	private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");

	private static final AttributeKey<String> LEGACY_OPERATION = AttributeKey.stringKey("messaging.operation");

	private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");

	private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");

	private static final AttributeKey<Long> LEGACY_PARTITION = AttributeKey
		.longKey("messaging.kafka.destination.partition");

	private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");

	private static final AttributeKey<Long> LEGACY_OFFSET = AttributeKey.longKey("messaging.kafka.message.offset");

	private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");

	private static final AttributeKey<String> LEGACY_GROUP = AttributeKey.stringKey("messaging.kafka.consumer.group");

	private static final AttributeKey<String> CLIENT_ID = AttributeKey.stringKey("messaging.client.id");

	private static final AttributeKey<String> LEGACY_CLIENT_ID = AttributeKey.stringKey("messaging.client_id");

	private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");

	private static final AttributeKey<Boolean> TOMBSTONE = AttributeKey.booleanKey("messaging.kafka.message.tombstone");

	private static final AttributeKey<Long> MESSAGE_COUNT = AttributeKey.longKey("messaging.batch.message_count");

	private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");

	private final Conventions conventions;

	private final Semconv semconv;

	private final boolean captureKey;

	private final String messageIdHeader;

	/**
	 * Creates the semantics.
	 * @param conventions the conventions that spans follow
	 * @param captureKey whether keys become attributes
	 * @param messageIdHeader name of the header with the message's id; empty for none
	 */
	MessagingSemantics(Conventions conventions, boolean captureKey, String messageIdHeader) {
		this.conventions = conventions;
		this.semconv = conventions.semconv();
		this.captureKey = captureKey;
		this.messageIdHeader = messageIdHeader;
	}

	String sendName(String topic) {
		return namesComponents() ? "kafka.produce" : "send " + topic;
	}

	String processName(@Nullable String topic) {
		if (namesComponents()) {
			return "kafka.consume";
		}
		return (topic != null) ? "process " + topic : "process";
	}

	String pollName(@Nullable String topic) {
		if (namesComponents()) {
			return "kafka.poll";
		}
		return (topic != null) ? "poll " + topic : "poll";
	}

	private boolean namesComponents() {
		return this.conventions.naming() == Naming.COMPONENT;
	}

	void send(SpanStart span) {
		operation(span, "send", "send", "publish");
	}

	void process(SpanStart span) {
		operation(span, "process", "process", "process");
	}

	void poll(SpanStart span) {
		operation(span, "poll", "receive", "receive");
	}

	private void operation(SpanStart span, String name, String type, String legacyOperation) {
		span.set(SYSTEM, "kafka");
		if (this.semconv.stable()) {
			span.set(OPERATION_NAME, name);
			span.set(OPERATION_TYPE, type);
		}
		if (this.semconv.legacy()) {
			span.set(LEGACY_OPERATION, legacyOperation);
		}
	}

	void destination(SpanStart span, String topic) {
		span.set(DESTINATION, topic);
	}

	void partition(SpanStart span, int partition) {
		if (this.semconv.stable()) {
			span.set(PARTITION, Integer.toString(partition));
		}
		if (this.semconv.legacy()) {
			span.set(LEGACY_PARTITION, (long) partition);
		}
	}

	void batch(SpanStart span, ConsumerRecords<?, ?> records, @Nullable String topic) {
		if (topic != null) {
			destination(span, topic);
		}
		if (records.partitions().size() == 1) {
			partition(span, records.partitions().iterator().next().partition());
		}
		span.set(MESSAGE_COUNT, (long) records.count());
	}

	void offset(SpanStart span, long offset) {
		if (this.semconv.stable()) {
			span.set(OFFSET, offset);
		}
		if (this.semconv.legacy()) {
			span.set(LEGACY_OFFSET, offset);
		}
	}

	void client(SpanStart span, @Nullable String clientId, @Nullable String group) {
		if (this.semconv.stable()) {
			span.set(CLIENT_ID, clientId);
			span.set(GROUP, group);
		}
		if (this.semconv.legacy()) {
			span.set(LEGACY_CLIENT_ID, clientId);
			span.set(LEGACY_GROUP, group);
		}
	}

	void message(SpanStart span, @Nullable Object key, boolean tombstone, Headers headers) {
		if (this.captureKey && (key instanceof String || key instanceof Number)) {
			span.set(KEY, key.toString());
		}
		if (tombstone) {
			span.set(TOMBSTONE, Boolean.TRUE);
		}
		if (!this.messageIdHeader.isEmpty()) {
			span.set(MESSAGE_ID, HeaderCarrier.INSTANCE.get(headers, this.messageIdHeader));
		}
	}

	/**
	 * Sets what only the broker knows.
	 * @param span the span of the record that was sent
	 * @param metadata the broker's acknowledgement
	 */
	void acknowledged(Span span, RecordMetadata metadata) {
		if (this.semconv.stable()) {
			span.setAttribute(PARTITION, Integer.toString(metadata.partition()));
		}
		if (this.semconv.legacy()) {
			span.setAttribute(LEGACY_PARTITION, (long) metadata.partition());
		}
		if (metadata.hasOffset() && this.semconv.stable()) {
			span.setAttribute(OFFSET, metadata.offset());
		}
		if (metadata.hasOffset() && this.semconv.legacy()) {
			span.setAttribute(LEGACY_OFFSET, metadata.offset());
		}
	}

}
