/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Who calls: somebody without a trace ({@code STRANGER}), or somebody whose trace is
 * sampled never, in one request of ten ({@code TENTH}), or always.
 */
final class Callers {

	private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

	private final Map<String, byte[]> often;

	private final Map<String, byte[]> everyTenth;

	private Callers(Map<String, byte[]> often, Map<String, byte[]> everyTenth) {
		this.often = often;
		this.everyTenth = everyTenth;
	}

	static Callers of(String name) {
		return switch (name) {
			case "STRANGER" -> new Callers(headers(null), headers(null));
			case "UNSAMPLED" -> new Callers(headers(TRACE + "00"), headers(TRACE + "00"));
			case "TENTH" -> new Callers(headers(TRACE + "00"), headers(TRACE + "01"));
			case "SAMPLED" -> new Callers(headers(TRACE + "01"), headers(TRACE + "01"));
			default -> throw new IllegalArgumentException("Unknown callers: " + name);
		};
	}

	Map<String, byte[]> headers(int request) {
		return (request % 10 == 0) ? this.everyTenth : this.often;
	}

	private static Map<String, byte[]> headers(@Nullable String traceparent) {
		Map<String, byte[]> headers = new LinkedHashMap<>();
		headers.put("host", InProcessConnection.bytes("localhost:8080"));
		headers.put("accept", InProcessConnection.bytes("text/plain"));
		headers.put("user-agent", InProcessConnection.bytes("benchmark/1.0"));
		if (traceparent != null) {
			headers.put("traceparent", InProcessConnection.bytes(traceparent));
		}
		return headers;
	}

}
