/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.nio.ByteBuffer;

/**
 * Counts the spans of an export request: field 2 of each scope, which is field 2 of each
 * resource, which is field 1 of the request.
 */
final class OtlpSpans {

	private static final int[] PATH = { 1, 2, 2 };

	private static final int LENGTH_DELIMITED = 2;

	private OtlpSpans() {
	}

	static long count(byte[] request) {
		return count(ByteBuffer.wrap(request), 0);
	}

	private static long count(ByteBuffer message, int depth) {
		if (depth == PATH.length) {
			return 1;
		}
		long spans = 0;
		while (message.hasRemaining()) {
			long tag = varint(message);
			if ((tag & 7) != LENGTH_DELIMITED) {
				throw new IllegalArgumentException("Unexpected field " + (tag >>> 3));
			}
			int length = (int) varint(message);
			if (tag >>> 3 == PATH[depth]) {
				spans += count(message.slice(message.position(), length), depth + 1);
			}
			message.position(message.position() + length);
		}
		return spans;
	}

	private static long varint(ByteBuffer message) {
		long value = 0;
		int shift = 0;
		byte next;
		do {
			next = message.get();
			value |= (long) (next & 0x7f) << shift;
			shift += 7;
		}
		while (next < 0);
		return value;
	}

}
