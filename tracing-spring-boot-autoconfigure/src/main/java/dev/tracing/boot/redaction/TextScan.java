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

	// Stands for every character behind ASCII, and for the beginning and the end.
	private static final char OTHER = 128;

	private final Scanner[] scanners;

	private final Rule[] rules;

	// For each character the scanners that look there, as bits.
	private final int[] lookers = new int[OTHER + 1];

	// And those that look if it stands before or behind their trigger.
	private final int[] preceded = new int[OTHER + 1];

	private final int[] followed = new int[OTHER + 1];

	TextScan(List<ScannerRule> active) {
		this.scanners = active.stream().map(ScannerRule::scanner).toArray(Scanner[]::new);
		this.rules = active.stream().map(ScannerRule::rule).toArray(Rule[]::new);
		for (int i = 0; i < this.scanners.length; i++) {
			Scanner scanner = this.scanners[i];
			for (char c = 0; c <= OTHER; c++) {
				int bit = 1 << i;
				this.lookers[c] |= (scanner.triggers().indexOf(c) >= 0) ? bit : 0;
				this.preceded[c] |= scanner.mayFollow(c) ? bit : 0;
				this.followed[c] |= scanner.mayPrecede(c) ? bit : 0;
			}
		}
	}

	/**
	 * Looks at a text.
	 * @param text the text
	 * @param end how much of it is looked at
	 * @return what was found, or {@code null} if nothing was
	 */
	@Nullable Findings find(String text, int end) {
		Findings findings = null;
		int i = 0;
		while (i < end) {
			char c = text.charAt(i);
			int bits = (c < OTHER && this.lookers[c] != 0) ? bits(text, i, end) : 0;
			int next = i + 1;
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
					next = Math.max(next, Scanner.end(range));
					break;
				}
			}
			i = next;
		}
		return findings;
	}

	// The scanners that are not kept from looking by what stands before and behind.
	private int bits(String text, int at, int end) {
		int bits = this.lookers[text.charAt(at)];
		char before = (at > 0) ? text.charAt(at - 1) : OTHER;
		bits &= this.preceded[(before < OTHER) ? before : OTHER];
		if (bits == 0) {
			return 0;
		}
		char behind = (at + 1 < end) ? text.charAt(at + 1) : OTHER;
		return bits & this.followed[(behind < OTHER) ? behind : OTHER];
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
