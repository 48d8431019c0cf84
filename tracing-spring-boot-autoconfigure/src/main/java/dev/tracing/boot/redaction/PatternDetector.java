/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's own pattern.
 *
 * @param name name of the rule
 * @param action what becomes of a finding
 * @param pattern what to find
 */
record PatternDetector(String name, RedactionAction action, Pattern pattern) implements SensitiveValueDetector {

	@Override
	public void detect(String key, CharSequence text, Findings findings) {
		Matcher matcher = this.pattern.matcher(text);
		while (matcher.find()) {
			if (matcher.end() > matcher.start()) {
				findings.add(matcher.start(), matcher.end());
			}
		}
	}

}
