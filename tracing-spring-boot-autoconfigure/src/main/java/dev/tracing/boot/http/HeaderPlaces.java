/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where among all headers of a request those lie that are looked for in every request:
 * one pass over the names notes all of them, and what is not there costs no other. The
 * note is a number, five bits for each header, because it is kept with each request.
 */
final class HeaderPlaces {

	/**
	 * The note that says nothing: every header is to be looked for.
	 */
	static final int UNKNOWN = -1;

	/**
	 * Instead of an index: there is no such header.
	 */
	static final int NONE = -1;

	/**
	 * Instead of an index: the header is to be looked for. It was received several times
	 * or far behind, or is none of those that are noted.
	 */
	static final int UNNOTED = -2;

	private static final int BITS = 5;

	private static final int MASK = (1 << BITS) - 1;

	private static final @Nullable Noted[] BY_LENGTH = byLength("b3", "baggage", "tracestate", "traceparent",
			"X-B3-TraceId", "uber-trace-id");

	private HeaderPlaces() {
	}

	/**
	 * Notes where the headers lie.
	 * @param headers what was received
	 * @return the note, of use as long as the headers stay as they are
	 */
	static int of(MimeHeaders headers) {
		int places = 0;
		int size = headers.size();
		for (int i = 0; i < size; i++) {
			MessageBytes name = headers.getName(i);
			Noted noted = noted(name.getLength());
			if (noted != null && noted.is(name)) {
				boolean taken = (places >>> noted.shift & MASK) != 0;
				places |= Math.min((taken ? MASK : i + 1), MASK) << noted.shift;
			}
		}
		return places;
	}

	/**
	 * Looks a header up.
	 * @param places what was noted
	 * @param name name of the header
	 * @return its index; {@link #NONE} or {@link #UNNOTED}
	 */
	static int indexOf(int places, String name) {
		Noted noted = noted(name.length());
		if (noted == null || !noted.name.equals(name)) {
			return UNNOTED;
		}
		int place = places >>> noted.shift & MASK;
		return (place < MASK) ? place - 1 : UNNOTED;
	}

	private static @Nullable Noted noted(int length) {
		return (length < BY_LENGTH.length) ? BY_LENGTH[length] : null;
	}

	// No two are of one length.
	private static @Nullable Noted[] byLength(String... names) {
		@Nullable Noted[] byLength = new Noted[16];
		for (int i = 0; i < names.length; i++) {
			byLength[names[i].length()] = new Noted(names[i], i * BITS);
		}
		return byLength;
	}

	/**
	 * A name as two numbers, its first eight bytes and its last, which are compared at
	 * once: the end of a loop would be guessed wrong for each header of another length.
	 */
	private static final class Noted {

		private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
				ByteOrder.LITTLE_ENDIAN);

		// Makes letters lower case. Of what else it changes, no server takes in a name
		// what would become a part of these.
		private static final long LOWER = 0x2020_2020_2020_2020L;

		private final String name;

		private final int shift;

		private final long first;

		private final long last;

		// What of eight bytes belongs to a name that is shorter.
		private final long firstMask;

		private final long lastMask;

		Noted(String name, int shift) {
			this.name = name;
			this.shift = shift;
			byte[] bytes = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
			boolean isLong = bytes.length > Long.BYTES;
			this.firstMask = isLong ? -1 : -1L >>> (Long.SIZE - bytes.length * Byte.SIZE);
			this.lastMask = isLong ? -1 : 0;
			byte[] padded = Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES));
			this.first = (long) LONG.get(padded, 0) & this.firstMask;
			this.last = (long) LONG.get(padded, padded.length - Long.BYTES) & this.lastMask;
		}

		boolean is(MessageBytes received) {
			if (received.getType() != MessageBytes.T_BYTES) {
				return received.equalsIgnoreCase(this.name);
			}
			ByteChunk chunk = received.getByteChunk();
			byte[] buffer = chunk.getBytes();
			int start = chunk.getStart();
			int end = chunk.getEnd();
			if (end < Long.BYTES || start > buffer.length - Long.BYTES) {
				return received.equalsIgnoreCase(this.name);
			}
			long differences = (((long) LONG.get(buffer, start) | LOWER) ^ this.first) & this.firstMask;
			differences |= (((long) LONG.get(buffer, end - Long.BYTES) | LOWER) ^ this.last) & this.lastMask;
			return differences == 0;
		}

	}

}
