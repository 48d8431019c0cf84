/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tracing.boot.operation.TraceHeaders;
import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a trace context in the metadata of a call. Binary entries, and values
 * that no propagator would write, are as good as none.
 */
enum MetadataCarrier implements TextMapGetter<Metadata>, TextMapSetter<Metadata> {

	INSTANCE;

	// How much of a value is read is for the propagators to say; what is longer than this
	// is not even given to them.
	private static final int MAX_VALUE_LENGTH = 65_536;

	private static final int MAX_VALUES = 64;

	// Checking a name takes longer than finding it. Other names are those of remote
	// baggage fields, which only some applications have.
	private static final Map<String, Metadata.Key<String>> KNOWN_KEYS = knownKeys();

	private static Map<String, Metadata.Key<String>> knownKeys() {
		Map<String, Metadata.Key<String>> keys = new HashMap<>();
		TraceHeaders.ALL.forEach((name) -> addKey(keys, name));
		addKey(keys, "baggage");
		return keys;
	}

	private static void addKey(Map<String, Metadata.Key<String>> keys, String name) {
		Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
		keys.put(name, key);
		keys.put(name.toLowerCase(Locale.ROOT), key);
	}

	@Override
	public Iterable<String> keys(Metadata carrier) {
		List<String> names = new ArrayList<>();
		for (String name : carrier.keys()) {
			if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
				names.add(name);
			}
		}
		return names;
	}

	@Override
	public @Nullable String get(@Nullable Metadata carrier, String name) {
		Metadata.Key<String> key = key(name);
		Iterable<String> values = (carrier != null && key != null) ? carrier.getAll(key) : null;
		return (values != null) ? joined(values.iterator()) : null;
	}

	// As in HTTP, where copies are a list.
	private static @Nullable String joined(Iterator<String> values) {
		String first = legible(values.next());
		if (first == null || !values.hasNext()) {
			return first;
		}
		StringBuilder all = new StringBuilder(first);
		while (values.hasNext()) {
			all.append(',').append(values.next());
		}
		return legible(all.toString());
	}

	@Override
	public Iterator<String> getAll(@Nullable Metadata carrier, String name) {
		Metadata.Key<String> key = key(name);
		Iterable<String> values = (carrier != null && key != null) ? carrier.getAll(key) : null;
		if (values == null) {
			return Collections.emptyIterator();
		}
		List<String> all = new ArrayList<>();
		for (String value : values) {
			if (legible(value) != null && all.size() < MAX_VALUES) {
				all.add(value);
			}
		}
		return all.iterator();
	}

	@Override
	public void set(@Nullable Metadata carrier, String name, String value) {
		Metadata.Key<String> key = key(name);
		if (carrier != null && key != null) {
			carrier.discardAll(key);
			carrier.put(key, value);
		}
	}

	/**
	 * Takes away an older trace, before a new one is written: metadata that is sent again
	 * carries the one of the call before.
	 * @param metadata what is about to be sent
	 */
	static void removeTrace(Metadata metadata) {
		for (String name : metadata.keys()) {
			Metadata.Key<String> known = KNOWN_KEYS.get(name);
			if (known != null && !name.equals("baggage")) {
				metadata.discardAll(known);
			}
		}
	}

	private static Metadata.@Nullable Key<String> key(String name) {
		Metadata.Key<String> known = KNOWN_KEYS.get(name);
		if (known != null) {
			return known;
		}
		try {
			return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
		}
		catch (IllegalArgumentException ex) {
			// A name that gRPC cannot carry, or one of a binary entry.
			return null;
		}
	}

	private static @Nullable String legible(@Nullable String value) {
		return (value != null && value.length() <= MAX_VALUE_LENGTH) ? value : null;
	}

}
