/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * Blocks of PEM, from the first line to the last; one whose end is missing goes as far as
 * the text.
 */
final class PemScanner extends Scanner {

	private static final String BEGIN = "-----BEGIN ";

	private static final String END = "-----END ";

	private static final String DASHES = "-----";

	private static final int LONGEST_LABEL = 64;

	@Override
	String triggers() {
		return "-";
	}

	@Override
	String seconds() {
		return "-";
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		if (at + BEGIN.length() >= end || text.charAt(at + DASHES.length()) != 'B' || !text.startsWith(BEGIN, at)) {
			return NONE;
		}
		int label = at + BEGIN.length();
		int labelEnd = text.indexOf(DASHES, label);
		if (labelEnd <= label || labelEnd - label > LONGEST_LABEL) {
			return NONE;
		}
		int last = text.indexOf(END, labelEnd);
		int lastEnd = (last < 0) ? -1 : text.indexOf(DASHES, last + END.length());
		return Scanner.range(at, (lastEnd < 0) ? end : Math.min(end, lastEnd + DASHES.length()));
	}

}
