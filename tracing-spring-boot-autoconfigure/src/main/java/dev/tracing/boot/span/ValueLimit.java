/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;

/**
 * Cuts the values of attributes: each text, wherever it stands in a value, and bytes.
 */
final class ValueLimit {

	private ValueLimit() {
	}

	static Object cut(AttributeKey<?> key, Object value, int longest) {
		return switch (key.getType()) {
			case STRING -> (value instanceof String text) ? cutText(text, longest) : value;
			case STRING_ARRAY ->
				(value instanceof List<?> list && longest != Integer.MAX_VALUE) ? cutAll(list, longest) : value;
			case VALUE ->
				(value instanceof Value<?> any && longest != Integer.MAX_VALUE) ? cutValue(any, longest) : value;
			default -> value;
		};
	}

	private static String cutText(String text, int longest) {
		return (text.length() > longest) ? text.substring(0, longest) : text;
	}

	private static List<Object> cutAll(List<?> list, int longest) {
		List<Object> cut = new ArrayList<>(list.size());
		for (Object each : list) {
			cut.add((each instanceof String text) ? cutText(text, longest) : each);
		}
		return cut;
	}

	private static Value<?> cutValue(Value<?> value, int longest) {
		Object content = value.getValue();
		return switch (value.getType()) {
			case STRING -> Value.of(cutText((String) content, longest));
			case BYTES -> cutBytes((ByteBuffer) content, value, longest);
			case ARRAY -> Value.of(((List<?>) content).stream()
				.map((each) -> cutValue((Value<?>) each, longest))
				.toArray(Value<?>[]::new));
			case KEY_VALUE_LIST -> Value.of(((List<?>) content).stream()
				.map((each) -> cutEntry((KeyValue) each, longest))
				.toArray(KeyValue[]::new));
			default -> value;
		};
	}

	private static Value<?> cutBytes(ByteBuffer bytes, Value<?> whole, int longest) {
		if (bytes.remaining() <= longest) {
			return whole;
		}
		byte[] cut = new byte[longest];
		bytes.duplicate().get(cut);
		return Value.of(cut);
	}

	private static KeyValue cutEntry(KeyValue entry, int longest) {
		return KeyValue.of(entry.getKey(), cutValue(entry.getValue(), longest));
	}

}
