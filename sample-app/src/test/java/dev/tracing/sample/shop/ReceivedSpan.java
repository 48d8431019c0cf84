/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * A span as it came over the wire.
 *
 * @param resource who sent it
 * @param span the span
 */
record ReceivedSpan(Resource resource, Span span) {

	String service() {
		return String.valueOf(attributes(this.resource.getAttributesList()).get("service.name"));
	}

	String name() {
		return this.span.getName();
	}

	String kind() {
		return this.span.getKind().name().replace("SPAN_KIND_", "");
	}

	Map<String, Object> attributes() {
		return attributes(this.span.getAttributesList());
	}

	long durationMillis() {
		return (this.span.getEndTimeUnixNano() - this.span.getStartTimeUnixNano()) / 1_000_000;
	}

	boolean overlaps(ReceivedSpan other) {
		return this.span.getStartTimeUnixNano() < other.span.getEndTimeUnixNano()
				&& other.span.getStartTimeUnixNano() < this.span.getEndTimeUnixNano();
	}

	boolean isRoot() {
		return this.span.getParentSpanId().isEmpty();
	}

	boolean isChildOf(ReceivedSpan parent) {
		return this.span.getParentSpanId().equals(parent.span.getSpanId());
	}

	@Override
	public String toString() {
		return service() + " " + kind() + " " + name();
	}

	static Map<String, Object> attributes(List<KeyValue> attributes) {
		Map<String, Object> values = new TreeMap<>();
		attributes.forEach((attribute) -> values.put(attribute.getKey(), value(attribute.getValue())));
		return values;
	}

	static ByteString id(String hex) {
		return ByteString.copyFrom(HexFormat.of().parseHex(hex));
	}

	private static Object value(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case BOOL_VALUE -> value.getBoolValue();
			case INT_VALUE -> value.getIntValue();
			case DOUBLE_VALUE -> value.getDoubleValue();
			case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream().map(ReceivedSpan::value).toList();
			default -> value;
		};
	}

}
