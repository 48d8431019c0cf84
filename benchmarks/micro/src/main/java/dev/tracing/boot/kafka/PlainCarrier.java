/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The least that reads and writes the headers of well-behaved records: it believes every
 * length and every number of headers.
 */
enum PlainCarrier implements TextMapGetter<Headers>, TextMapSetter<Headers> {

	INSTANCE;

	@Override
	public Iterable<String> keys(Headers carrier) {
		List<String> keys = new ArrayList<>();
		carrier.forEach((header) -> keys.add(header.key()));
		return keys;
	}

	@Override
	public @Nullable String get(@Nullable Headers carrier, String key) {
		Header header = (carrier != null) ? carrier.lastHeader(key) : null;
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

	@Override
	public Iterator<String> getAll(@Nullable Headers carrier, String key) {
		List<String> values = new ArrayList<>();
		if (carrier != null) {
			carrier.headers(key).forEach((header) -> values.add(new String(header.value(), StandardCharsets.UTF_8)));
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

}
