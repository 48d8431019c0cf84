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

	private static final int MAX_UNREADABLE_LENGTH = 512;

	// As many as a list once could have at most, before the specification asked for less.
	private static final int MAX_UNWANTED = 180;

	private final BaggageLimits limits;

	BaggageReader(BaggageLimits limits) {
		this.limits = limits;
	}

	/**
	 * Whether a header is worth reading, which is found out before a string is made of
	 * it.
	 * @param header what was received
	 * @return whether {@link #read} finds an entry, if nobody minds its key or its length
	 */
	boolean isLegible(CharSequence header) {
		if (header.length() / 2 > this.limits.maxLength()) {
			return false;
		}
		int most = Math.min(header.length(), MAX_UNREADABLE_LENGTH);
		int start = 0;
		for (int i = 0; i < MAX_UNREADABLE && start <= most; i++) {
			int equals = BaggageSyntax.equalsSign(header, start, header.length());
			if (equals >= 0 && BaggageSyntax.endOfValue(header, equals + 1, header.length()) >= 0) {
				return true;
			}
			start = HeaderText.indexOf(header, ',', start, most) + 1;
		}
		return false;
	}

	/**
	 * Reads a header. One of more than twice the length is not looked at, and nothing
	 * behind eight entries that say nothing, 512 characters of such entries, or 180
	 * entries that nobody wants.
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
		int unreadableLength = 0;
		int unwanted = 0;
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
				else if (++unwanted == MAX_UNWANTED) {
					break;
				}
			}
			else {
				unreadableLength += (valueEnd < 0) ? 1 + end - start : 0;
				if (++unreadable == MAX_UNREADABLE || unreadableLength > MAX_UNREADABLE_LENGTH) {
					break;
				}
			}
			start = end + 1;
		}
		return (entries != null) ? entries.build() : null;
	}

	private boolean isWithin(CharSequence header, int equals, int end) {
		if (end - equals - 1 <= this.limits.maxValueLength()) {
			return true;
		}
		int valueEnd = HeaderText.indexOf(header, ';', equals, end);
		return valueEnd - equals - 1 <= this.limits.maxValueLength();
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
		if (HeaderText.indexOf(header, '%', start, end) == end) {
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
