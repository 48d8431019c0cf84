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

	// And the scanners that look if it stands behind their trigger.
	private final int[] followed = new int[ASCII];

	private final int wordStartOnly;

	private final int followedByAny;

	TextScan(List<ScannerRule> active) {
		this.scanners = active.stream().map(ScannerRule::scanner).toArray(Scanner[]::new);
		this.rules = active.stream().map(ScannerRule::rule).toArray(Rule[]::new);
		int atWordStart = 0;
		int byAny = 0;
		for (int i = 0; i < this.scanners.length; i++) {
			add(this.lookers, this.scanners[i].triggers(), i);
			add(this.followed, this.scanners[i].seconds(), i);
			atWordStart |= this.scanners[i].onlyAtWordStart() ? 1 << i : 0;
			byAny |= this.scanners[i].seconds().isEmpty() ? 1 << i : 0;
		}
		this.wordStartOnly = atWordStart;
		this.followedByAny = byAny;
	}

	private static void add(int[] bits, String characters, int scanner) {
		for (int i = 0; i < characters.length(); i++) {
			bits[characters.charAt(i)] |= 1 << scanner;
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
		for (int i = 0; i < end; i++) {
			char c = text.charAt(i);
			int bits = (c < ASCII) ? this.lookers[c] : 0;
			if (bits != 0) {
				bits &= fitting(text, i, end);
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

	// The scanners that are not kept from looking by what stands before and behind.
	private int fitting(String text, int at, int end) {
		char next = (at + 1 < end) ? text.charAt(at + 1) : ASCII;
		int bits = this.followedByAny | ((next < ASCII) ? this.followed[next] : 0);
		return (at > 0 && Scanner.isAlphanumeric(text.charAt(at - 1))) ? bits & ~this.wordStartOnly : bits;
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
