/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code baggage}, as the specification of W3C Baggage has it, within
 * limits. What is too much or illegible is left out in whole entries: one whose value is
 * too long, those whose keys nobody wants, and the last ones if they are too many.
 */
final class BaggageReader {

	// Nobody who means something sends so many that say nothing.
	private static final int MAX_UNREADABLE = 8;

	private final BaggageLimits limits;

	BaggageReader(BaggageLimits limits) {
		this.limits = limits;
	}

	/**
	 * Reads a header. One of more than twice the length is not looked at, and not more of
	 * one than so many entries that say nothing.
	 * @param header what was received
	 * @return what it says; null if that is nothing
	 */
	@Nullable Baggage read(String header) {
		if (header.length() / 2 > this.limits.maxLength()) {
			return null;
		}
		BaggageBuilder entries = null;
		int length = -1;
		int start = 0;
		int unreadable = 0;
		int read = 0;
		while (read < this.limits.maxEntries() && start <= header.length()) {
			int comma = header.indexOf(',', start);
			int end = (comma >= 0) ? comma : header.length();
			int equals = BaggageSyntax.equalsSign(header, start, end);
			int valueEnd = (equals >= 0) ? BaggageSyntax.endOfValue(header, equals + 1, end) : -1;
			if (valueEnd >= 0 && isWithin(header, equals, end)) {
				String key = key(header, start, equals);
				if (this.limits.allows(key)) {
					length += 1 + end - start;
					if (length > this.limits.maxLength()) {
						break;
					}
					read++;
					entries = (entries != null) ? entries : Baggage.builder();
					put(entries, key, header, equals, valueEnd, end);
				}
			}
			else if (++unreadable == MAX_UNREADABLE) {
				break;
			}
			start = end + 1;
		}
		return (entries != null) ? entries.build() : null;
	}

	private boolean isWithin(String header, int equals, int end) {
		if (end - equals - 1 <= this.limits.maxValueLength()) {
			return true;
		}
		int valueEnd = indexOf(header, ';', equals, end);
		return valueEnd - equals - 1 <= this.limits.maxValueLength();
	}

	// Not beyond the entry, or long headers would be gone through for each.
	private static int indexOf(String header, char wanted, int start, int end) {
		int i = start;
		while (i < end && header.charAt(i) != wanted) {
			i++;
		}
		return i;
	}

	private static String key(String header, int start, int equals) {
		int key = BaggageSyntax.afterSpaces(header, start, equals);
		return header.substring(key, BaggageSyntax.endOfKey(header, key, equals));
	}

	private static void put(BaggageBuilder entries, String name, String header, int equals, int valueEnd, int end) {
		String value = decoded(header, BaggageSyntax.afterSpaces(header, equals + 1, valueEnd), valueEnd);
		int properties = BaggageSyntax.afterSpaces(header, valueEnd, end) + 1;
		if (properties < end) {
			// OpenTelemetry writes them encoded as well.
			entries.put(name, value, BaggageEntryMetadata.create(decoded(header, properties, end).trim()));
		}
		else {
			entries.put(name, value);
		}
	}

	// A percent sign that encodes nothing is one.
	private static String decoded(String header, int start, int end) {
		if (indexOf(header, '%', start, end) == end) {
			return header.substring(start, end);
		}
		byte[] bytes = header.substring(start, end).getBytes(StandardCharsets.UTF_8);
		int length = 0;
		for (int i = 0; i < bytes.length; i++) {
			byte next = bytes[i];
			if (next == '%' && i + 2 < bytes.length && BaggageSyntax.isHex((char) bytes[i + 1])
					&& BaggageSyntax.isHex((char) bytes[i + 2])) {
				next = (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
				i += 2;
			}
			bytes[length++] = next;
		}
		return new String(bytes, 0, length, StandardCharsets.UTF_8);
	}

}
