/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

/**
 * Counts the spans in a request, where nobody has said how many there are.
 */
final class SpanCount {

	private static final int RESOURCE_SPANS = 1;

	private static final int SCOPE_SPANS = 2;

	private static final int SPANS = 2;

	private SpanCount() {
	}

	static long of(byte[] request) {
		long count = 0;
		ProtobufFields resources = new ProtobufFields(request);
		while (resources.next()) {
			if (resources.is(RESOURCE_SPANS, ProtobufFields.BYTES)) {
				count += inResource(resources.message());
			}
		}
		return count;
	}

	private static long inResource(ProtobufFields scopes) {
		long count = 0;
		while (scopes.next()) {
			if (scopes.is(SCOPE_SPANS, ProtobufFields.BYTES)) {
				count += inScope(scopes.message());
			}
		}
		return count;
	}

	private static long inScope(ProtobufFields spans) {
		long count = 0;
		while (spans.next()) {
			if (spans.is(SPANS, ProtobufFields.BYTES)) {
				count++;
			}
		}
		return count;
	}

}
