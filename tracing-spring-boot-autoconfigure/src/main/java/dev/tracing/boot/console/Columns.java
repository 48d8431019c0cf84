/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.Arrays;

/**
 * How many columns of a terminal a text takes, and how to make it take that many. Letters
 * of East Asia and emoji take two, combining marks none. What would move the cursor or
 * turn the direction of the text is shown as an escape.
 */
final class Columns {

	/**
	 * Ranges of code points that take two columns: first and last, ascending.
	 */
	private static final int[] WIDE = { 0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3,
			0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA,
			0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3,
			0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C,
			0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF,
			0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00,
			0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
			0xFFE0, 0xFFE6, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F265,
			0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7EB, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000,
			0x3FFFD };

	/**
	 * Most characters that are looked at for each column.
	 */
	private static final int CHARACTERS = 4;

	private static final int JOINER = 0x200D;

	private static final int NON_JOINER = 0x200C;

	private static final int EMOJI_STYLE = 0xFE0F;

	private Columns() {
	}

	static int width(String text) {
		int width = 0;
		int before = 0;
		for (int i = 0; i < text.length();) {
			int codePoint = text.codePointAt(i);
			width += width(codePoint, before);
			before = codePoint;
			i += Character.charCount(codePoint);
		}
		return width;
	}

	// The columns that a code point adds to those before it.
	private static int width(int codePoint, int before) {
		if (codePoint < 0x300) {
			return 1;
		}
		if (codePoint == EMOJI_STYLE) {
			return (before >= 0x2000 && width(before, 0) == 1) ? 1 : 0;
		}
		boolean joined = before == JOINER || (isSkinTone(codePoint) && isWide(before));
		if (joined || takesNone(codePoint)) {
			return 0;
		}
		return isWide(codePoint) ? 2 : 1;
	}

	private static boolean takesNone(int codePoint) {
		int type = Character.getType(codePoint);
		return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT
				|| (codePoint >= 0x1160 && codePoint <= 0x11FF);
	}

	private static boolean isSkinTone(int codePoint) {
		return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
	}

	private static boolean isWide(int codePoint) {
		int found = Arrays.binarySearch(WIDE, codePoint);
		// Not found, it would stand behind an odd number of bounds if it is in a range.
		return found >= 0 || (-found - 1) % 2 == 1;
	}

	// Fills up with blanks on the right.
	static String left(String text, int width) {
		return text + " ".repeat(Math.max(0, width - width(text)));
	}

	// Fills up with blanks on the left.
	static String right(String text, int width) {
		return " ".repeat(Math.max(0, width - width(text))) + text;
	}

	// Shows what a terminal would obey, and cuts a text that takes more columns.
	static String fit(String text, int width, String more) {
		return cut(neutral(beginning(text, CHARACTERS * width)), width, more);
	}

	// Cut before the look at each character: a text may be long.
	private static String beginning(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
	}

	// Cuts a text that takes more columns.
	static String cut(String text, int width, String more) {
		if (text.length() <= width && width(text) <= width) {
			return text;
		}
		int room = width - more.length();
		int taken = 0;
		int before = 0;
		int fits = 0;
		for (int i = 0; i < text.length();) {
			int codePoint = text.codePointAt(i);
			taken += width(codePoint, before);
			before = codePoint;
			i += Character.charCount(codePoint);
			if (taken > width) {
				return text.substring(0, fits) + more;
			}
			fits = (taken <= room) ? i : fits;
		}
		return text;
	}

	// Shows what a terminal would obey.
	static String neutral(String text) {
		StringBuilder result = null;
		for (int i = 0; i < text.length();) {
			int codePoint = text.codePointAt(i);
			int next = i + Character.charCount(codePoint);
			if (isDangerous(codePoint)) {
				result = (result != null) ? result : new StringBuilder(text.length() + 16).append(text, 0, i);
				result.append(escape(codePoint));
			}
			else if (result != null) {
				result.append(text, i, next);
			}
			i = next;
		}
		return (result != null) ? result.toString() : text;
	}

	private static boolean isDangerous(int codePoint) {
		if (codePoint < 0x7F) {
			return codePoint < 0x20;
		}
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				true;
			case Character.FORMAT -> codePoint != JOINER && codePoint != NON_JOINER && codePoint < 0xE0000;
			default -> false;
		};
	}

	private static String escape(int codePoint) {
		return switch (codePoint) {
			case '\n' -> "\\n";
			case '\r' -> "\\r";
			case '\t' -> "\\t";
			default -> String.format("\\u%04x", codePoint);
		};
	}

}
