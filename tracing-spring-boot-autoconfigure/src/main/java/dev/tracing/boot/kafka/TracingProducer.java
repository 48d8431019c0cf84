/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * Producer that sends every record in a span and with the trace in its headers. The
 * callback runs in the context of the caller.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class TracingProducer<K, V> implements Producer<K, V> {

	private final Producer<K, V> delegate;

	private final Operations operations;

	private final MessagingSemantics messaging;

	private final SendSemantics semantics;

	TracingProducer(Producer<K, V> delegate, Operations operations, MessagingSemantics messaging) {
		this.delegate = delegate;
		this.operations = operations;
		this.messaging = messaging;
		this.semantics = new SendSemantics(messaging, ClientId.of(delegate.metrics()));
	}

	@Override
	public Future<RecordMetadata> send(ProducerRecord<K, V> record) {
		return send(record, null);
	}

	@Override
	public Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback) {
		Context caller = Context.current();
		Operation operation = this.operations.start(parentOf(caller, record), this.semantics, record);
		ProducerRecord<K, V> traced = inject(operation.context(), record);
		try (Scope scope = operation.context().makeCurrent()) {
			return this.delegate.send(traced, (metadata, exception) -> {
				end(operation, metadata, exception);
				if (callback != null) {
					call(callback, caller, metadata, exception);
				}
			});
		}
		catch (Throwable ex) {
			operation.fail(ex);
			operation.end();
			throw ex;
		}
	}

	// A record that is forwarded outside of any span goes on with the trace that it has.
	private Context parentOf(Context caller, ProducerRecord<K, V> record) {
		if (Span.fromContext(caller).getSpanContext().isValid()) {
			return caller;
		}
		return this.operations.extract(record.headers(), HeaderCarrier.INSTANCE);
	}

	private ProducerRecord<K, V> inject(Context context, ProducerRecord<K, V> record) {
		boolean hasTrace = Span.fromContext(context).getSpanContext().isValid();
		ProducerRecord<K, V> traced = hasTrace ? HeaderCarrier.withoutTrace(record) : record;
		this.operations.inject(context, traced.headers(), HeaderCarrier.INSTANCE);
		return traced;
	}

	private void end(Operation operation, @Nullable RecordMetadata metadata, @Nullable Exception exception) {
		if (exception != null) {
			operation.fail(exception);
		}
		else if (metadata != null && operation.isRecording()) {
			this.messaging.acknowledged(operation.span(), metadata);
		}
		operation.end();
	}

	private static void call(Callback callback, Context caller, RecordMetadata metadata, Exception exception) {
		try (Scope scope = caller.makeCurrent()) {
			callback.onCompletion(metadata, exception);
		}
	}

	@Override
	public void initTransactions() {
		this.delegate.initTransactions();
	}

	@Override
	public void beginTransaction() {
		this.delegate.beginTransaction();
	}

	@Override
	public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets,
			ConsumerGroupMetadata groupMetadata) {
		this.delegate.sendOffsetsToTransaction(offsets, groupMetadata);
	}

	@Override
	public void commitTransaction() {
		this.delegate.commitTransaction();
	}

	@Override
	public void abortTransaction() {
		this.delegate.abortTransaction();
	}

	@Override
	public void registerMetricForSubscription(KafkaMetric metric) {
		this.delegate.registerMetricForSubscription(metric);
	}

	@Override
	public void unregisterMetricFromSubscription(KafkaMetric metric) {
		this.delegate.unregisterMetricFromSubscription(metric);
	}

	@Override
	public void flush() {
		this.delegate.flush();
	}

	@Override
	public List<PartitionInfo> partitionsFor(String topic) {
		return this.delegate.partitionsFor(topic);
	}

	@Override
	public Map<MetricName, ? extends Metric> metrics() {
		return this.delegate.metrics();
	}

	@Override
	public Uuid clientInstanceId(Duration timeout) {
		return this.delegate.clientInstanceId(timeout);
	}

	@Override
	public void close() {
		this.delegate.close();
	}

	@Override
	public void close(Duration timeout) {
		this.delegate.close(timeout);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
