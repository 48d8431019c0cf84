/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a key: {@code http.request.header.x-api-key} and {@code userApiKey} both
 * end with the words api and key.
 */
final class KeyWords {

	private KeyWords() {
	}

	static List<String> of(String key) {
		List<String> words = new ArrayList<>();
		int start = 0;
		for (int i = 0; i <= key.length(); i++) {
			boolean end = i == key.length() || !Character.isLetterOrDigit(key.charAt(i));
			if (end || isHump(key, i)) {
				addWord(key, start, i, words);
				start = end ? i + 1 : i;
			}
		}
		return words;
	}

	// userToken and HTTPToken both have two words.
	private static boolean isHump(String key, int i) {
		if (i == 0 || !Character.isUpperCase(key.charAt(i))) {
			return false;
		}
		char before = key.charAt(i - 1);
		boolean lowerAfter = i + 1 < key.length() && Character.isLowerCase(key.charAt(i + 1));
		return Character.isLowerCase(before) || Character.isDigit(before)
				|| (Character.isUpperCase(before) && lowerAfter);
	}

	// password2 is a password, too.
	private static void addWord(String key, int start, int end, List<String> words) {
		int last = end;
		while (last > start && Character.isDigit(key.charAt(last - 1))) {
			last--;
		}
		if (end > start) {
			words.add(key.substring(start, (last > start) ? last : end).toLowerCase(Locale.ROOT));
		}
	}

}
