/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import dev.tracing.boot.operation.TraceHeaders;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a trace context in the headers of a record. A header without value, or
 * with one that no propagator would write, is as good as none.
 */
enum HeaderCarrier implements TextMapGetter<Headers>, TextMapSetter<Headers> {

	INSTANCE;

	// How much of a value is read is for the propagators to say; what is longer than this
	// is not even given to them.
	private static final int MAX_VALUE_LENGTH = 65_536;

	private static final int MAX_VALUES = 64;

	private static final Set<String> TRACE_HEADERS = Set.copyOf(TraceHeaders.ALL);

	@Override
	public Iterable<String> keys(Headers carrier) {
		List<String> keys = new ArrayList<>();
		for (Header header : carrier) {
			keys.add(header.key());
		}
		return keys;
	}

	@Override
	public @Nullable String get(@Nullable Headers carrier, String key) {
		Header header = (carrier != null) ? carrier.lastHeader(key) : null;
		return (header != null) ? text(header) : null;
	}

	@Override
	public Iterator<String> getAll(@Nullable Headers carrier, String key) {
		if (carrier == null) {
			return Collections.emptyIterator();
		}
		List<String> values = new ArrayList<>();
		for (Header header : carrier.headers(key)) {
			String value = text(header);
			if (value != null && values.size() < MAX_VALUES) {
				values.add(value);
			}
		}
		return values.iterator();
	}

	@Override
	public void set(@Nullable Headers carrier, String key, String value) {
		if (carrier != null) {
			carrier.remove(key);
			carrier.add(key, value.getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * Returns the record to write a new trace context into, without an older one: a
	 * record that is forwarded carries the headers of the one that was received. A record
	 * that was sent before is read-only, so it is copied.
	 * @param <K> the type of the key
	 * @param <V> the type of the value
	 * @param record the record to send
	 * @return this record or its copy
	 */
	static <K, V> ProducerRecord<K, V> withoutTrace(ProducerRecord<K, V> record) {
		ProducerRecord<K, V> result = record;
		try {
			removeTrace(result.headers());
		}
		catch (RuntimeException ex) {
			result = new ProducerRecord<>(record.topic(), record.partition(), record.timestamp(), record.key(),
					record.value(), record.headers());
			removeTrace(result.headers());
		}
		return result;
	}

	private static void removeTrace(Headers headers) {
		// Removing is also how to find out whether the headers are read-only.
		headers.remove("traceparent");
		for (Header header : headers.toArray()) {
			if (TRACE_HEADERS.contains(header.key())) {
				headers.remove(header.key());
			}
		}
	}

	private static @Nullable String text(Header header) {
		byte[] value = header.value();
		if (value == null || value.length > MAX_VALUE_LENGTH) {
			return null;
		}
		return new String(value, StandardCharsets.UTF_8);
	}

}
