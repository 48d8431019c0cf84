/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

/**
 * How much baggage is read.
 *
 * @param maxLength most characters
 * @param maxEntries most entries
 * @param maxValueLength most characters of one value, as it is encoded in the header
 */
record BaggageLimits(int maxLength, int maxEntries, int maxValueLength) {

	/**
	 * Leaves out what is too much, in whole entries: one whose value is too long, and the
	 * last ones if they are too many. A header of more than twice the length is not
	 * looked at.
	 * @param header what was received
	 * @return the same header if it is within the limits
	 */
	String cut(String header) {
		if (isWithin(header)) {
			return header;
		}
		if (header.length() / 2 > this.maxLength) {
			return "";
		}
		StringBuilder kept = new StringBuilder();
		int start = 0;
		for (int entries = 0; entries < this.maxEntries && start <= header.length(); entries++) {
			int end = end(header, start);
			if (isValueWithin(header, start, end)) {
				if (kept.length() + 1 + end - start > this.maxLength) {
					break;
				}
				kept.append((kept.length() > 0) ? "," : "").append(header, start, end);
			}
			start = end + 1;
		}
		return kept.toString();
	}

	private boolean isWithin(String header) {
		if (header.length() > this.maxLength) {
			return false;
		}
		int entries = 0;
		for (int start = 0; start <= header.length(); start = end(header, start) + 1) {
			if (++entries > this.maxEntries || !isValueWithin(header, start, end(header, start))) {
				return false;
			}
		}
		return true;
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
