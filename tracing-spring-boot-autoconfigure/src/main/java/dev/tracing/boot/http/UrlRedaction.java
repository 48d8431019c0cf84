/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * URLs without what must not be seen in them: user and password, and the values of
 * signature parameters. It reads each URL once, and of a very long one only the
 * beginning.
 */
final class UrlRedaction {

	static final int MAX_LENGTH = 8192;

	private static final String REDACTED = "REDACTED";

	private static final String REDACTED_USER = "REDACTED:REDACTED@";

	private final String[] sensitiveKeys;

	private final int longestKey;

	UrlRedaction(Collection<String> sensitiveKeys) {
		this.sensitiveKeys = sensitiveKeys.toArray(new String[0]);
		int longest = 0;
		for (String key : this.sensitiveKeys) {
			longest = Math.max(longest, key.length());
		}
		this.longestKey = longest;
	}

	/**
	 * Value of {@code url.full}.
	 * @param url the URL
	 * @return the same string if there is nothing to hide, else one without it
	 */
	String url(String url) {
		String result = withoutUser(Text.cut(url, MAX_LENGTH), url.length() > MAX_LENGTH);
		int question = result.indexOf('?');
		if (question < 0) {
			return result;
		}
		int hash = result.indexOf('#');
		if (hash >= 0 && hash < question) {
			return result;
		}
		return redact(result, question + 1, (hash < 0) ? result.length() : hash);
	}

	/**
	 * Value of {@code url.query}.
	 * @param query the query, without its question mark
	 * @return the same string if there is nothing to hide, else one without it; null if
	 * there is no query
	 */
	@Nullable String query(@Nullable String query) {
		if (query == null || query.isEmpty()) {
			return null;
		}
		String bounded = Text.cut(query, MAX_LENGTH);
		return redact(bounded, 0, bounded.length());
	}

	private String redact(String text, int start, int end) {
		StringBuilder result = null;
		int copied = 0;
		int parameter = start;
		while (parameter < end) {
			int next = indexOf(text, '&', parameter, end);
			int equals = indexOf(text, '=', parameter, next);
			if (equals + 1 < next && isSensitive(text, parameter, equals)) {
				result = (result != null) ? result : new StringBuilder(text.length());
				result.append(text, copied, equals + 1).append(REDACTED);
				copied = next;
			}
			parameter = next + 1;
		}
		return (result != null) ? result.append(text, copied, text.length()).toString() : text;
	}

	private boolean isSensitive(String text, int start, int end) {
		int length = end - start;
		if (contains(text, start, length)) {
			return true;
		}
		// The receiver reads %73ig as sig.
		if (length > 3 * this.longestKey || indexOf(text, '%', start, end) == end) {
			return false;
		}
		String decoded = decode(text.substring(start, end));
		return contains(decoded, 0, decoded.length());
	}

	private boolean contains(String text, int start, int length) {
		for (String key : this.sensitiveKeys) {
			if (key.length() == length && text.startsWith(key, start)) {
				return true;
			}
		}
		return false;
	}

	private static String decode(String key) {
		try {
			return StringUtils.uriDecode(key, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return key;
		}
	}

	private static String withoutUser(String url, boolean cut) {
		int authority = authority(url);
		if (authority < 0) {
			return url;
		}
		int end = authority;
		int at = -1;
		while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
			at = (url.charAt(end) == '@') ? end : at;
			end++;
		}
		if (cut && end == url.length()) {
			// The end of the password may have been cut off, and the @ with it.
			return url.substring(0, authority) + REDACTED;
		}
		return (at < 0) ? url : url.substring(0, authority) + REDACTED_USER + url.substring(at + 1);
	}

	private static int authority(String url) {
		for (int i = 0; i < url.length(); i++) {
			char c = url.charAt(i);
			if (c == '/') {
				return url.startsWith("//", i) ? i + 2 : -1;
			}
			if (c == '?' || c == '#') {
				return -1;
			}
		}
		return -1;
	}

	private static int indexOf(String text, char c, int start, int end) {
		for (int i = start; i < end; i++) {
			if (text.charAt(i) == c) {
				return i;
			}
		}
		return end;
	}

}
