/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.function.Consumer;

/**
 * The spans in a request, of which nobody has kept anything else.
 */
final class RequestSpans {

	private static final int RESOURCE_SPANS = 1;

	private static final int SCOPE_SPANS = 2;

	private static final int SPANS = 2;

	private static final int NAME = 5;

	private RequestSpans() {
	}

	static long count(byte[] request) {
		long[] count = new long[1];
		forEach(request, (span) -> count[0]++);
		return count[0];
	}

	static void forEach(byte[] request, Consumer<ProtobufFields> spans) {
		each(new ProtobufFields(request), RESOURCE_SPANS,
				(scopes) -> each(scopes, SCOPE_SPANS, (scope) -> each(scope, SPANS, spans)));
	}

	private static void each(ProtobufFields message, int number, Consumer<ProtobufFields> parts) {
		while (message.next()) {
			if (message.is(number, ProtobufFields.BYTES)) {
				parts.accept(message.message());
			}
		}
	}

	static String name(ProtobufFields span) {
		String name = "";
		while (span.next()) {
			if (span.is(NAME, ProtobufFields.BYTES)) {
				name = span.text();
			}
		}
		return name;
	}

}
