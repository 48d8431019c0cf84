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

	private static final int MAX_UNREADABLE_LENGTH = 128;

	// As many as a list once could have at most, before the specification asked for less.
	private static final int MAX_UNWANTED = 180;

	private final BaggageLimits limits;

	BaggageReader(BaggageLimits limits) {
		this.limits = limits;
	}

	/**
	 * Reads a header, of which no string is made that is not of an entry. One of more
	 * than twice the length is not looked at, and nothing behind eight entries that say
	 * nothing, 128 characters of such entries, or 180 entries that nobody wants.
	 * @param header what was received
	 * @return what it says; null if that is nothing
	 */
	@Nullable Baggage read(CharSequence header) {
		int headerEnd = header.length();
		if (headerEnd / 2 > this.limits.maxLength()) {
			return null;
		}
		BaggageBuilder entries = null;
		int length = -1;
		int start = 0;
		int unreadable = 0;
		int unreadableLeft = MAX_UNREADABLE_LENGTH;
		int unwanted = 0;
		int read = 0;
		while (read < this.limits.maxEntries() && start <= headerEnd) {
			int equals = BaggageSyntax.equalsSign(header, start, headerEnd);
			int valueEnd = (equals >= 0) ? BaggageSyntax.endOfValue(header, equals + 1, headerEnd) : -1;
			int end = (valueEnd >= 0) ? HeaderText.indexOf(header, ',', valueEnd, headerEnd)
					: HeaderText.indexOf(header, ',', start, Math.min(headerEnd, start + unreadableLeft));
			if (valueEnd >= 0 && valueEnd - equals - 1 <= this.limits.maxValueLength()) {
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
				unreadableLeft -= (valueEnd < 0) ? 1 + end - start : 0;
				if (++unreadable == MAX_UNREADABLE || unreadableLeft < 0) {
					break;
				}
			}
			start = end + 1;
		}
		return (entries != null) ? entries.build() : null;
	}

	private static String key(CharSequence header, int start, int equals) {
		int key = BaggageSyntax.afterSpaces(header, start, equals);
		return text(header, key, BaggageSyntax.endOfKey(header, key, equals));
	}

	private static void put(BaggageBuilder entries, String name, CharSequence header, int equals, int valueEnd,
			int end) {
		String value = decoded(text(header, BaggageSyntax.afterSpaces(header, equals + 1, valueEnd), valueEnd));
		int properties = BaggageSyntax.afterSpaces(header, valueEnd, end) + 1;
		if (properties < end) {
			// OpenTelemetry writes them encoded as well.
			entries.put(name, value, BaggageEntryMetadata.create(decoded(text(header, properties, end)).trim()));
		}
		else {
			entries.put(name, value);
		}
	}

	// A percent sign that encodes nothing is one.
	private static String decoded(String text) {
		if (text.indexOf('%') < 0) {
			return text;
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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

	private static String text(CharSequence header, int start, int end) {
		return header.subSequence(start, end).toString();
	}

}
