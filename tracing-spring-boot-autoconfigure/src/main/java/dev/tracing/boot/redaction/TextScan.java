/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Goes through a text once and stops only where a scanner may want to look.
 */
final class TextScan {

	private static final int ASCII = 128;

	private final Scanner[] scanners;

	private final Rule[] rules;

	// For each character the scanners that look there, as bits.
	private final int[] lookers = new int[ASCII];

	private final int wordStartOnly;

	TextScan(List<ScannerRule> active) {
		this.scanners = active.stream().map(ScannerRule::scanner).toArray(Scanner[]::new);
		this.rules = active.stream().map(ScannerRule::rule).toArray(Rule[]::new);
		int atWordStart = 0;
		for (int i = 0; i < this.scanners.length; i++) {
			for (char trigger : this.scanners[i].triggers().toCharArray()) {
				this.lookers[trigger] |= 1 << i;
			}
			atWordStart |= this.scanners[i].onlyAtWordStart() ? 1 << i : 0;
		}
		this.wordStartOnly = atWordStart;
	}

	/**
	 * Looks at a text.
	 * @param text the text
	 * @param end how much of it is looked at
	 * @return what was found, or {@code null} if nothing was
	 */
	@Nullable Findings find(String text, int end) {
		Findings findings = null;
		for (int i = 0; i < end; i++) {
			char c = text.charAt(i);
			int bits = (c < ASCII) ? this.lookers[c] : 0;
			if (bits != 0 && i > 0 && Scanner.isAlphanumeric(text.charAt(i - 1))) {
				bits &= ~this.wordStartOnly;
			}
			while (bits != 0) {
				int index = Integer.numberOfTrailingZeros(bits);
				bits &= bits - 1;
				long range = this.scanners[index].match(text, i, end);
				if (range != Scanner.NONE) {
					findings = (findings != null) ? findings : new Findings();
					findings.add(this.rules[index], Scanner.start(range), Scanner.end(range));
					if (findings.isFull()) {
						return findings;
					}
					i = Math.max(i, Scanner.end(range) - 1);
					break;
				}
			}
		}
		return findings;
	}

	/**
	 * A scanner and the rule to which its findings count.
	 *
	 * @param scanner the scanner
	 * @param rule the rule
	 */
	record ScannerRule(Scanner scanner, Rule rule) {
	}

}
