/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The few attributes of a span that are worth a place in its line: how it came out, what
 * it asked, and what the business says about it.
 */
final class KeyAttributes {

	private static final int MOST = 4;

	private static final int WIDTH = 40;

	private static final List<String> STATUS = List.of("http.response.status_code", "http.status_code",
			"rpc.response.status_code", "rpc.grpc.status_code");

	private static final List<String> QUERY = List.of("db.query.summary", "db.query.text", "db.statement");

	/**
	 * First parts of the names that the conventions have taken: their content says little
	 * to a reader who sees name, kind and service.
	 */
	private static final Set<String> CONVENTIONAL = Set.of("http", "url", "server", "client", "network", "user_agent",
			"code", "thread", "messaging", "rpc", "db", "error", "exception", "otel", "telemetry", "peer", "net",
			"service", "process", "host", "os", "component", "spring", "method", "uri", "status", "outcome", "class");

	private KeyAttributes() {
	}

	static List<String> of(Attributes attributes, String more) {
		List<String> found = new ArrayList<>(MOST);
		first(attributes, STATUS, found, more);
		first(attributes, QUERY, found, more);
		attributes.forEach((key, value) -> {
			if (found.size() < MOST && isBusiness(key)) {
				found.add(Columns.fit(key.getKey() + "=" + value, WIDTH, more));
			}
		});
		return found;
	}

	private static void first(Attributes attributes, List<String> names, List<String> found, String more) {
		for (String name : names) {
			Object value = value(attributes, name);
			if (value != null) {
				found.add(Columns.fit(value.toString(), WIDTH, more));
				return;
			}
		}
	}

	private static @Nullable Object value(Attributes attributes, String name) {
		Object number = attributes.get(AttributeKey.longKey(name));
		return (number != null) ? number : attributes.get(AttributeKey.stringKey(name));
	}

	private static boolean isBusiness(AttributeKey<?> key) {
		String name = key.getKey();
		int dot = name.indexOf('.');
		return !CONVENTIONAL.contains((dot < 0) ? name : name.substring(0, dot));
	}

}
