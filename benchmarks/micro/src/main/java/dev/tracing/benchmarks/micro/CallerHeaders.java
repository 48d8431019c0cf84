/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.micro;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Headers in which a caller sends its trace.
 */
public enum CallerHeaders {

	/**
	 * None of a trace.
	 */
	NONE,

	/**
	 * The one that everybody sends.
	 */
	TRACE,

	/**
	 * A trace, the state of two vendors and baggage of three entries.
	 */
	TRACE_AND_BAGGAGE,

	/**
	 * Every format that is read, none of them legible.
	 */
	MALFORMED,

	/**
	 * Legible and as long as can be: the state of 32 vendors and 8192 characters of
	 * baggage, which is all that its specification allows.
	 */
	LONG,

	/**
	 * Every header far beyond every limit, to keep a reader busy.
	 */
	HOSTILE;

	private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private static final int MAX_BAGGAGE_LENGTH = 8192;

	private static final int HOSTILE_LENGTH = 64 * 1024;

	/**
	 * Returns the headers, with two others before them.
	 * @return values by name, in lower case
	 */
	public Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("accept", "application/json");
		headers.put("user-agent", "benchmark/1.0");
		switch (this) {
			case NONE -> {
			}
			case TRACE -> headers.put("traceparent", TRACEPARENT);
			case TRACE_AND_BAGGAGE ->
				put(headers, TRACEPARENT, "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7", "tenant=acme,region=eu,plan=gold");
			case MALFORMED -> putMalformed(headers);
			case HOSTILE -> putHostile(headers);
			case LONG -> put(headers, TRACEPARENT, longState(), longBaggage());
		}
		return Collections.unmodifiableMap(headers);
	}

	private static void put(Map<String, String> headers, String parent, String state, String baggage) {
		headers.put("traceparent", parent);
		headers.put("tracestate", state);
		headers.put("baggage", baggage);
	}

	private static void putMalformed(Map<String, String> headers) {
		// The right lengths, so that a reader has to look at the characters.
		put(headers, "00-0af7651916cd43dd8448eb211c8031zz-b7ad6b71692033zz-01", ",=,,a=b=c,\u0000=1", "=,;;,%%%=%,a");
		headers.put("b3", "0af7651916cd43dd8448eb211c8031zz-b7ad6b71692033zz-1");
		headers.put("x-b3-traceid", "0af7651916cd43dd8448eb211c8031zz");
		headers.put("x-b3-spanid", "b7ad6b71692033zz");
		headers.put("x-b3-sampled", "perhaps");
	}

	private static void putHostile(Map<String, String> headers) {
		String ids = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1";
		put(headers, TRACEPARENT + "-1".repeat(HOSTILE_LENGTH / 2), "a=1,".repeat(HOSTILE_LENGTH / 4),
				"k=" + "v".repeat(HOSTILE_LENGTH));
		headers.put("b3", ids + "-1".repeat(HOSTILE_LENGTH / 2));
		headers.put("x-b3-traceid", "0af7651916cd43dd".repeat(HOSTILE_LENGTH / 16));
	}

	private static String longState() {
		StringBuilder state = new StringBuilder();
		for (int i = 0; i < 32; i++) {
			state.append((i > 0) ? "," : "").append("vendor").append(i).append("=0123456789");
		}
		return state.toString();
	}

	private static String longBaggage() {
		StringBuilder baggage = new StringBuilder("key0=value");
		for (int i = 1; baggage.length() < MAX_BAGGAGE_LENGTH - 40; i++) {
			baggage.append(",key").append(i).append("=value%20with%20escapes");
		}
		return baggage.toString();
	}

}
