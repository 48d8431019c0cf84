/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * User and password in front of the host of a URL.
 */
final class UrlUserScanner extends Scanner {

	static final String MASK = "REDACTED:REDACTED";

	private static final String AUTHORITY = "://";

	private static final String AFTER_AUTHORITY = "/?#\"<>\\`";

	@Override
	String triggers() {
		return ":";
	}

	@Override
	String seconds() {
		return "/";
	}

	@Override
	boolean onlyAtWordStart() {
		return false;
	}

	@Override
	long match(String text, int at, int end) {
		if (!text.startsWith(AUTHORITY, at)) {
			return NONE;
		}
		int start = at + AUTHORITY.length();
		int user = -1;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (c == '@') {
				user = i;
			}
			else if (c <= ' ' || AFTER_AUTHORITY.indexOf(c) >= 0) {
				break;
			}
		}
		return (user > start && !isRedacted(text, start, user)) ? Scanner.range(start, user) : NONE;
	}

	// By whoever wrote the attribute.
	private static boolean isRedacted(String text, int start, int user) {
		return user - start == MASK.length() && text.startsWith(MASK, start);
	}

}
