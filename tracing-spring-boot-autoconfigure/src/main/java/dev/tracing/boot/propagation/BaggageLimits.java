/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

/**
 * How much baggage is read, and that it is baggage.
 *
 * @param maxLength most characters
 * @param maxEntries most entries
 * @param maxValueLength most characters of one value, as it is encoded in the header
 */
record BaggageLimits(int maxLength, int maxEntries, int maxValueLength) {

	// Nobody who means something sends so many that say nothing.
	private static final int MAX_UNREADABLE = 8;

	/**
	 * Leaves out what is too much or illegible, in whole entries: one whose value is too
	 * long, and the last ones if they are too many. A header of more than twice the length
	 * is not looked at, and not more of one than so many entries that say nothing.
	 * @param header what was received
	 * @return the same header if all of it can be read; empty if nothing can
	 */
	String cut(String header) {
		if (isWithin(header)) {
			return header;
		}
		if (header.length() / 2 > this.maxLength) {
			return "";
		}
		StringBuilder kept = null;
		int start = 0;
		int unreadable = 0;
		for (int entries = 0; entries < this.maxEntries && start <= header.length(); entries++) {
			int end = end(header, start);
			if (isReadable(header, start, end)) {
				int length = (kept != null) ? kept.length() + 1 : 0;
				if (length + end - start > this.maxLength) {
					break;
				}
				// Nothing is made for a header of which nothing stays.
				kept = (kept != null) ? kept.append(',') : new StringBuilder();
				kept.append(header, start, end);
			}
			else if (++unreadable == MAX_UNREADABLE) {
				break;
			}
			start = end + 1;
		}
		return (kept != null) ? kept.toString() : "";
	}

	private boolean isWithin(String header) {
		if (header.length() > this.maxLength) {
			return false;
		}
		int entries = 0;
		for (int start = 0; start <= header.length(); start = end(header, start) + 1) {
			if (++entries > this.maxEntries || !isReadable(header, start, end(header, start))) {
				return false;
			}
		}
		return true;
	}

	private boolean isReadable(String header, int start, int end) {
		return isValueWithin(header, start, end) && BaggageSyntax.isEntry(header, start, end);
	}

	private boolean isValueWithin(String header, int start, int end) {
		if (end - start <= this.maxValueLength) {
			return true;
		}
		int value = start;
		while (value < end && header.charAt(value) != '=') {
			value++;
		}
		int valueEnd = value;
		while (valueEnd < end && header.charAt(valueEnd) != ';') {
			valueEnd++;
		}
		return value < end && valueEnd - value - 1 <= this.maxValueLength;
	}

	private static int end(String header, int start) {
		int comma = header.indexOf(',', start);
		return (comma >= 0) ? comma : header.length();
	}

}
