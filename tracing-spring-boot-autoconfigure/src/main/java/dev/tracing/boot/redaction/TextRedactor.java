/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes out of a text what must not leave. What is too long to be looked at does not
 * leave either.
 */
final class TextRedactor {

	// A secret that begins within the bound is seen to its end.
	private static final int LOOK_AHEAD = 1024;

	private final TextScan scan;

	private final List<GuardedDetector> detectors;

	private final Replacements replacements;

	private final int maxLength;

	TextRedactor(TextScan scan, List<GuardedDetector> detectors, Replacements replacements, int maxLength) {
		this.scan = scan;
		this.detectors = List.copyOf(detectors);
		this.replacements = replacements;
		this.maxLength = maxLength;
	}

	/**
	 * Takes out what must not leave.
	 * @param key key of the attribute
	 * @param text the text
	 * @return the same text if there is nothing to take out, or {@code null} if all of it
	 * must stay
	 */
	@Nullable String redact(String key, String text) {
		int end = Math.min(text.length(), this.maxLength + LOOK_AHEAD);
		Findings findings = this.scan.find(text, end);
		if (!this.detectors.isEmpty()) {
			findings = (findings != null) ? findings : new Findings();
			String looked = text.substring(0, end);
			for (GuardedDetector detector : this.detectors) {
				if (!detector.detect(key, looked, findings)) {
					return null;
				}
			}
		}
		int length = Math.min(text.length(), this.maxLength);
		if (findings == null || findings.isEmpty()) {
			return text.substring(0, length);
		}
		return findings.replace(text, length, this.replacements);
	}

}
