/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * The header {@code x-request-id}, by which proxies find the log lines of a request. It
 * is no part of a trace and decides nothing, so a stranger's is passed on, too, if it is
 * to travel and looks like an id.
 */
final class RequestId {

	private static final String NAME = "x-request-id";

	private static final int MAX_LENGTH = 128;

	private RequestId() {
	}

	/**
	 * Whether the request id travels.
	 * @param remoteFields what travels in headers of its own
	 * @return whether it is among them
	 */
	static boolean isAmong(List<String> remoteFields) {
		return remoteFields.stream().anyMatch(NAME::equalsIgnoreCase);
	}

	static <C> Context read(Context current, C carrier, TextMapGetter<C> getter) {
		String value = getter.get(carrier, NAME);
		return (value != null && isId(value)) ? current.with(Baggage.builder().put(NAME, value).build()) : current;
	}

	// No more than ids are made of: it ends in logs and in headers of ours.
	private static boolean isId(String value) {
		if (value.isEmpty() || value.length() > MAX_LENGTH) {
			return false;
		}
		for (int i = 0; i < value.length(); i++) {
			if (!isIdCharacter(value.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isIdCharacter(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || "-_.:+/=".indexOf(character) >= 0;
	}

}
