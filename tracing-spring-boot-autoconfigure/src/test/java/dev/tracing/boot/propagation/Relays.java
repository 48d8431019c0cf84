/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Relays that several tests use, one for each stack and each set of properties.
 */
final class Relays implements AutoCloseable {

	private final Map<List<String>, Relay> servlet = new ConcurrentHashMap<>();

	private final Map<List<String>, Relay> reactive = new ConcurrentHashMap<>();

	Relay onTomcat(String... properties) {
		return relay(this.servlet, Relay::onTomcat, properties);
	}

	Relay onNetty(String... properties) {
		return relay(this.reactive, Relay::onNetty, properties);
	}

	private static Relay relay(Map<List<String>, Relay> started, Function<String[], Relay> start,
			String... properties) {
		return started.computeIfAbsent(List.of(properties), (key) -> start.apply(properties));
	}

	@Override
	public void close() {
		this.servlet.values().forEach(Relay::close);
		this.reactive.values().forEach(Relay::close);
	}

}
