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
		return "B";
	}

	@Override
	String seconds() {
		return "E";
	}

	@Override
	String predecessors() {
		return "-";
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		int start = at - DASHES.length();
		int stop = (start >= 0) ? end(text, start, end) : -1;
		return (stop >= 0) ? Scanner.range(start, stop) : NONE;
	}

	/**
	 * Finds the end of a block.
	 * @param text the text
	 * @param start index of its first dash
	 * @param end index after the last character to look at
	 * @return index after the block, or a negative number if there is none
	 */
	static int end(String text, int start, int end) {
		int label = start + BEGIN.length();
		if (label >= end || !text.startsWith(BEGIN, start)) {
			return -1;
		}
		int labelEnd = text.indexOf(DASHES, label);
		if (labelEnd <= label || labelEnd - label > LONGEST_LABEL) {
			return -1;
		}
		int last = text.indexOf(END, labelEnd);
		int lastEnd = (last < 0) ? -1 : text.indexOf(DASHES, last + END.length());
		return (lastEnd < 0) ? end : Math.min(end, lastEnd + DASHES.length());
	}

}
