/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.opentelemetry.api.trace.TraceState;

/**
 * Reads {@code tracestate}. A list that the specification does not allow is dropped as a
 * whole; of members with the same key the first stays; white space and empty members go.
 * A list that is as it should be is looked at once, and nothing is copied.
 */
final class TraceStateReader {

	// The usual servers take no more of all headers together.
	private static final int MAX_READ_LENGTH = 8192;

	private static final int INVALID = -1;

	private static final int UNTIDY = 0;

	private final int maxLength;

	private final int maxMembers;

	/**
	 * Creates a reader.
	 * @param maxLength most characters of a list; a longer one loses members
	 * @param maxMembers most members of a list; one with more is dropped
	 */
	TraceStateReader(int maxLength, int maxMembers) {
		this.maxLength = maxLength;
		this.maxMembers = maxMembers;
	}

	TraceState read(CharSequence header) {
		int members = (header.length() <= MAX_READ_LENGTH) ? count(header) : INVALID;
		if (members == INVALID) {
			return TraceState.getDefault();
		}
		if (members == UNTIDY || header.length() > this.maxLength) {
			return tidied(header.toString());
		}
		return new ListedTraceState(header.toString(), members);
	}

	// Members, INVALID if the list is to be dropped, UNTIDY if not all of it is to stay.
	private int count(CharSequence header) {
		int members = 0;
		boolean tidy = true;
		long keys = 0;
		int start = 0;
		while (start <= header.length()) {
			int end = end(header, start);
			int first = first(header, start, end);
			int last = last(header, first, end);
			tidy &= first == start && last == end && first < last;
			if (first < last) {
				int equals = HeaderText.indexOf(header, '=', first, last);
				if (++members > this.maxMembers || !TraceStateSyntax.isKey(header, first, equals)
						|| !TraceStateSyntax.isValue(header, equals + 1, last)) {
					return INVALID;
				}
				long key = bit(header, first, equals);
				tidy &= (keys & key) == 0 || !isRepeated(header, first, equals);
				keys |= key;
			}
			start = end + 1;
		}
		return tidy ? members : UNTIDY;
	}

	// Most keys differ in this bit, so only few must be compared with those before them.
	private static long bit(CharSequence header, int start, int equals) {
		return 1L << (31 * header.charAt(start) + 7 * header.charAt(equals - 1) + equals - start);
	}

	private static boolean isRepeated(CharSequence header, int key, int equals) {
		int length = equals - key;
		for (int start = 0; start < key; start = end(header, start) + 1) {
			int first = first(header, start, key);
			if (header.charAt(first + length) == '=' && HeaderText.isSame(header, first, key, length)) {
				return true;
			}
		}
		return false;
	}

	private TraceState tidied(String header) {
		Map<String, String> members = new LinkedHashMap<>();
		for (int start = 0; start <= header.length(); start = end(header, start) + 1) {
			int end = end(header, start);
			int first = first(header, start, end);
			int last = last(header, first, end);
			if (first < last) {
				int equals = header.indexOf('=', first);
				members.putIfAbsent(header.substring(first, equals), header.substring(equals + 1, last));
			}
		}
		return new ListedTraceStateBuilder(members).cutTo(this.maxLength).build();
	}

	private static int end(CharSequence header, int start) {
		return HeaderText.indexOf(header, ',', start, header.length());
	}

	private static int first(CharSequence header, int start, int end) {
		int first = start;
		while (first < end && HeaderText.isSpace(header.charAt(first))) {
			first++;
		}
		return first;
	}

	private static int last(CharSequence header, int first, int end) {
		int last = end;
		while (last > first && HeaderText.isSpace(header.charAt(last - 1))) {
			last--;
		}
		return last;
	}

}
