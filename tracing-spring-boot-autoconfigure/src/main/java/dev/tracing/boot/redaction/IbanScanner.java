/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * International bank account numbers with valid check digits, in one piece or in groups
 * of four.
 */
final class IbanScanner extends Scanner {

	// Each country with the length of its numbers, as the registry of SWIFT lists them.
	private static final String LENGTHS = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28"
			+ "EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21"
			+ "LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24"
			+ "SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

	private static final long MOST_BEFORE_DIVISION = 1_000_000_000_000L;

	private final int[] lengths = new int[26 * 26];

	IbanScanner() {
		for (int i = 0; i < LENGTHS.length(); i += 4) {
			this.lengths[country(LENGTHS, i)] = Integer.parseInt(LENGTHS.substring(i + 2, i + 4));
		}
	}

	@Override
	String triggers() {
		return "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	}

	@Override
	String seconds() {
		return triggers();
	}

	@Override
	boolean onlyAtWordStart() {
		return true;
	}

	@Override
	long match(String text, int at, int end) {
		if (at + 4 >= end || !Scanner.isDigit(text.charAt(at + 2)) || !Scanner.isDigit(text.charAt(at + 3))) {
			return NONE;
		}
		int length = this.lengths[country(text, at)];
		long rest = 0;
		int count = 4;
		int i = at + 4;
		while (count < length && i < end) {
			char c = text.charAt(i);
			if (Scanner.isDigit(c)) {
				rest = rest * 10 + (c - '0');
				count++;
			}
			else if (Scanner.isUpper(c)) {
				rest = rest * 100 + (c - 'A' + 10);
				count++;
			}
			else if (c != ' ' || count % 4 != 0) {
				return NONE;
			}
			rest = (rest > MOST_BEFORE_DIVISION) ? rest % 97 : rest;
			i++;
		}
		boolean ends = length > 0 && count == length && (i == end || !Scanner.isAlphanumeric(text.charAt(i)));
		return (ends && isValid(text, at, rest % 97)) ? Scanner.range(at, i) : NONE;
	}

	// The country and the check digits count as if they stood at the end.
	private static boolean isValid(String text, int at, long rest) {
		int head = (text.charAt(at) - 'A' + 10) * 10_000 + (text.charAt(at + 1) - 'A' + 10) * 100
				+ (text.charAt(at + 2) - '0') * 10 + (text.charAt(at + 3) - '0');
		return (rest * 1_000_000 + head) % 97 == 1;
	}

	private static int country(String text, int at) {
		return (text.charAt(at) - 'A') * 26 + text.charAt(at + 1) - 'A';
	}

}
