/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was found in a text. Findings that overlap count as one.
 */
final class Findings {

	// Text with more of them is no text with secrets in it but one secret.
	static final int MOST = 256;

	private final List<Finding> list = new ArrayList<>(2);

	void add(Rule rule, int start, int end) {
		this.list.add(new Finding(rule, start, end));
	}

	boolean isFull() {
		return this.list.size() >= MOST;
	}

	boolean isEmpty() {
		return this.list.isEmpty();
	}

	/**
	 * Replaces what was found.
	 * @param text the text
	 * @param length how much of the text may leave
	 * @param replacements makes what stands in place of a finding
	 * @return the text without the findings, or {@code null} if all of it is dropped
	 */
	@Nullable String replace(String text, int length, Replacements replacements) {
		if (isFull()) {
			return replacements.replace(this.list.get(0).rule(), text);
		}
		this.list.sort(Comparator.comparingInt(Finding::start));
		StringBuilder result = new StringBuilder(length);
		int copied = 0;
		int next = 0;
		while (next < this.list.size() && this.list.get(next).start() < length) {
			Finding finding = this.list.get(next++);
			int end = finding.end();
			while (next < this.list.size() && this.list.get(next).start() < end) {
				end = Math.max(end, this.list.get(next++).end());
			}
			String replacement = replacements.replace(finding.rule(), text.substring(finding.start(), end));
			if (replacement == null) {
				return null;
			}
			result.append(text, copied, finding.start()).append(replacement);
			copied = end;
		}
		return (copied < length) ? result.append(text, copied, length).toString() : result.toString();
	}

	/**
	 * A part of a text.
	 *
	 * @param rule the rule that found it
	 * @param start index of its first character
	 * @param end index after its last one
	 */
	private record Finding(Rule rule, int start, int end) {
	}

}
