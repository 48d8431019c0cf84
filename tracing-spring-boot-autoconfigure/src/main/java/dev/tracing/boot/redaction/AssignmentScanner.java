/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Values beside a name that says they are secret, as in queries, in JSON and in what
 * objects say of themselves: {@code password=...}, {@code "token":"..."}, and the header
 * {@code Cookie: ...}. Where the value ends says {@link AssignedValue}.
 */
final class AssignmentScanner extends Scanner {

	private static final String[] NAMES = { "password", "passwd", "pwd", "passphrase", "passcode", "secret", "token",
			"authorization", "credential", "credentials", "sessionid", "session_id", "phpsessid", "cvv", "cvc" };

	private static final int SHORTEST_NAME = 3;

	private static final int ENDINGS = 256;

	private static final String KEY = "key";

	private static final String[] KEYS = { "api", "access", "private", "secret", "account", "signing" };

	// A bit for each letter with which one of them ends.
	private static final int LAST_OF_KEYS = Arrays.stream(KEYS)
		.mapToInt((kind) -> 1 << kind.charAt(kind.length() - 1))
		.reduce(0, (bits, bit) -> bits | bit);

	private static final String COOKIE = "cookie";

	private static final int MOST_SPACES = 3;

	private final String[][] byEnding = new String[ENDINGS][0];

	AssignmentScanner() {
		List<String> names = Stream.concat(Arrays.stream(NAMES), Stream.of(KEY)).toList();
		for (String name : names) {
			int ending = ending(name, name.length());
			this.byEnding[ending] = names.stream()
				.filter((other) -> ending(other, other.length()) == ending)
				.toArray(String[]::new);
		}
	}

	// A number for the last two letters.
	private static int ending(String text, int end) {
		return ((text.charAt(end - 2) | 0x20) * 31 + (text.charAt(end - 1) | 0x20)) & (ENDINGS - 1);
	}

	@Override
	String triggers() {
		return "=:";
	}

	// The last letters of the names, and what may stand between.
	@Override
	String predecessors() {
		StringBuilder characters = new StringBuilder("\"' ");
		Stream.concat(Arrays.stream(NAMES), Stream.of(KEY, COOKIE))
			.map((name) -> name.substring(name.length() - 1))
			.forEach((last) -> characters.append(last).append(last.toUpperCase(Locale.ROOT)));
		return characters.toString();
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		if (text.charAt(at) == ':' || !Scanner.isAlphanumeric(text.charAt(at - 1))) {
			return notBesideName(text, at, end);
		}
		if (!isSecret(text, at)) {
			return NONE;
		}
		int start = skipSpaces(text, at + 1, end);
		boolean certain = start == at + 1 || AssignedValue.isQuoted(text, start, end);
		return certain ? AssignedValue.range(text, start, end) : NONE;
	}

	private long notBesideName(String text, int at, int end) {
		int nameEnd = at;
		while (nameEnd > 1 && at - nameEnd < MOST_SPACES && text.charAt(nameEnd - 1) == ' ') {
			nameEnd--;
		}
		if (!mayEndName(text.charAt(nameEnd - 1))) {
			return NONE;
		}
		boolean quoted = nameEnd > 1 && AssignedValue.isQuote(text.charAt(nameEnd - 1));
		if (quoted) {
			nameEnd -= (text.charAt(nameEnd - 2) == '\\') ? 2 : 1;
		}
		int start = skipSpaces(text, at + 1, end);
		if (endsWith(text, nameEnd, COOKIE)) {
			return (quoted || AssignedValue.isQuoted(text, start, end)) ? AssignedValue.range(text, start, end)
					: cookies(text, at, start, end);
		}
		// Plain language has colons, and queries have "a.token = b.token".
		boolean secret = isSecret(text, nameEnd) && (quoted || AssignedValue.isQuoted(text, start, end));
		return secret ? AssignedValue.range(text, start, end) : NONE;
	}

	private static boolean mayEndName(char c) {
		return Scanner.isAlphanumeric(c) || AssignedValue.isQuote(c);
	}

	private static long cookies(String text, int at, int start, int end) {
		return (text.charAt(at) == ':') ? CookieHeader.range(text, start, end) : NONE;
	}

	private static int skipSpaces(String text, int start, int end) {
		int i = start;
		while (i < end && i - start < MOST_SPACES && text.charAt(i) == ' ') {
			i++;
		}
		return i;
	}

	private boolean isSecret(String text, int nameEnd) {
		if (nameEnd < SHORTEST_NAME) {
			return false;
		}
		for (String name : this.byEnding[ending(text, nameEnd)]) {
			if (endsWith(text, nameEnd, name)) {
				return !name.equals(KEY) || isSecretKey(text, nameEnd - KEY.length());
			}
		}
		return false;
	}

	// apiKey, api_key, api-key, api.key.
	private static boolean isSecretKey(String text, int end) {
		boolean separated = end > 0 && !Scanner.isAlphanumeric(text.charAt(end - 1));
		int kindEnd = separated ? end - 1 : end;
		if (kindEnd < SHORTEST_NAME || (LAST_OF_KEYS & (1 << text.charAt(kindEnd - 1))) == 0) {
			return false;
		}
		for (String kind : KEYS) {
			if (endsWith(text, kindEnd, kind)) {
				return true;
			}
		}
		return false;
	}

	private static boolean endsWith(String text, int nameEnd, String name) {
		int start = nameEnd - name.length();
		if (start < 0) {
			return false;
		}
		for (int i = 0; i < name.length(); i++) {
			if (((text.charAt(start + i) ^ name.charAt(i)) & ~0x20) != 0) {
				return false;
			}
		}
		return true;
	}

}
