/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who calls: somebody without a trace ({@code STRANGER}), somebody whose trace is sampled
 * never, in one request of ten ({@code TENTH}), or always, or somebody who sends headers
 * that nobody can read: all of them and of the usual length ({@code MALFORMED}), or as
 * long as Tomcat takes them ({@code HOSTILE}), or as many other headers as he may, with
 * names as long as a trace's ({@code MANY}). Long baggage that can be read is nothing
 * hostile ({@code BAGGAGE}).
 */
final class Callers {

	private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

	// Of each of five headers: together as much as Tomcat takes.
	private static final int LONG = 1500;

	// Tomcat takes a hundred.
	private static final int MANY = 90;

	private final List<Header> often;

	private final List<Header> everyTenth;

	private Callers(List<Header> often, List<Header> everyTenth) {
		this.often = often;
		this.everyTenth = everyTenth;
	}

	static Callers of(String name) {
		return switch (name) {
			case "STRANGER" -> all(Map.of());
			case "UNSAMPLED" -> all(trace("00"));
			case "TENTH" -> new Callers(headers(trace("00")), headers(trace("01")));
			case "SAMPLED" -> all(trace("01"));
			case "MALFORMED" -> all(malformed());
			case "HOSTILE" -> all(hostile());
			case "MANY" -> all(many());
			case "BAGGAGE" -> all(Map.of("baggage", "k=" + "v".repeat(LONG)));
			default -> throw new IllegalArgumentException("Unknown callers: " + name);
		};
	}

	List<Header> headers(int request) {
		return (request % 10 == 0) ? this.everyTenth : this.often;
	}

	private static Callers all(Map<String, String> more) {
		return new Callers(headers(more), headers(more));
	}

	private static Map<String, String> trace(String flags) {
		return Map.of("traceparent", TRACE + flags);
	}

	private static Map<String, String> malformed() {
		return Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e47zz-00f067aa0ba902zz-01", "tracestate",
				",=,,a=b=c,", "baggage", "=,;;,%%%=%,a", "b3", "4bf92f3577b34da6a3ce929d0e0e47zz-00f067aa0ba902zz-1",
				"x-b3-traceid", "4bf92f3577b34da6a3ce929d0e0e47zz", "x-b3-spanid", "00f067aa0ba902zz", "x-b3-sampled",
				"perhaps");
	}

	private static Map<String, String> hostile() {
		return Map.of("traceparent", TRACE + "01" + "-1".repeat(LONG / 2), "tracestate", "a=1,".repeat(LONG / 4),
				"baggage", "k=\"" + "v".repeat(LONG), "b3", "-1".repeat(LONG / 2), "x-b3-traceid",
				"4bf92f3577b34da6".repeat(LONG / 16));
	}

	private static Map<String, String> many() {
		String[] names = { "?raceparent", "?racestate", "?-b3-traceid", "?ber-trace-id", "?agging" };
		Map<String, String> many = new HashMap<>();
		for (int i = 0; i < MANY; i++) {
			many.put(names[i % names.length].replace('?', (char) ('a' + i / names.length)), "1");
		}
		return many;
	}

	private static List<Header> headers(Map<String, String> more) {
		List<Header> headers = new ArrayList<>();
		headers.add(Header.of("host", "localhost:8080"));
		headers.add(Header.of("accept", "text/plain"));
		headers.add(Header.of("user-agent", "benchmark/1.0"));
		more.forEach((name, value) -> headers.add(Header.of(name, value)));
		return headers;
	}

}
