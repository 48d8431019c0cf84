/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tracing.boot.EndpointRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;

/**
 * A trace that does not begin: somebody only asks what would become of it.
 */
final class Question {

	private Question() {
	}

	/**
	 * Reads a question.
	 * @param request the arguments
	 * @param headers what reads the caller's headers
	 * @return what rules would see
	 */
	static Candidate of(EndpointRequest request, TextMapPropagator headers) {
		Map<String, String> received = received(request.list("headers"));
		Context context = headers.extract(Context.root(), received, HeaderMap.GETTER);
		String name = request.text("spanName");
		String method = request.text("method");
		return new Candidate(context, (name != null) ? name : (method != null) ? method : "", kind(request),
				attributes(request));
	}

	private static SpanKind kind(EndpointRequest request) {
		SpanKind kind = RuleArguments.kind(request);
		if (kind != null) {
			return kind;
		}
		if (request.text("topic") != null) {
			return SpanKind.CONSUMER;
		}
		boolean called = request.text("method") != null || request.text("path") != null
				|| request.text("grpcMethod") != null;
		return called ? SpanKind.SERVER : SpanKind.INTERNAL;
	}

	private static Attributes attributes(EndpointRequest request) {
		AttributesBuilder attributes = Attributes.builder();
		put(attributes, "http.request.method", request.text("method"));
		put(attributes, "url.path", request.text("path"));
		put(attributes, "messaging.destination.name", request.text("topic"));
		put(attributes, "rpc.method", request.text("grpcMethod"));
		for (String attribute : request.list("attributes")) {
			int equals = attribute.indexOf('=');
			if (equals < 0) {
				throw new IllegalArgumentException("'attributes' must be name=value but is '" + attribute + "'.");
			}
			putTyped(attributes, attribute.substring(0, equals).strip(), attribute.substring(equals + 1).strip());
		}
		return attributes.build();
	}

	private static void put(AttributesBuilder attributes, String name, @Nullable String value) {
		if (value != null) {
			attributes.put(name, value);
		}
	}

	private static void putTyped(AttributesBuilder attributes, String name, String value) {
		if (value.equals("true") || value.equals("false")) {
			attributes.put(name, Boolean.parseBoolean(value));
		}
		else if (value.matches("-?\\d{1,18}")) {
			attributes.put(name, Long.parseLong(value));
		}
		else if (value.matches("-?\\d{1,18}\\.\\d{1,18}")) {
			attributes.put(name, Double.parseDouble(value));
		}
		else {
			attributes.put(name, value);
		}
	}

	private static Map<String, String> received(List<String> headers) {
		Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String header : headers) {
			int equals = header.indexOf('=');
			if (equals < 0) {
				throw new IllegalArgumentException("'headers' must be name=value but is '" + header + "'.");
			}
			received.put(header.substring(0, equals).strip(), header.substring(equals + 1).strip());
		}
		return received;
	}

	/**
	 * Reads headers from a map.
	 */
	private static final class HeaderMap implements TextMapGetter<Map<String, String>> {

		private static final HeaderMap GETTER = new HeaderMap();

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
			return (carrier != null) ? carrier.get(key) : null;
		}

	}

}
