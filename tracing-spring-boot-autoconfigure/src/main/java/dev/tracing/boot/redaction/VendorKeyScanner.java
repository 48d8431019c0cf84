/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.List;

/**
 * Keys that their makers gave a prefix, so that they can be found: AWS, Google, GitHub,
 * GitLab, Slack, Stripe and others.
 */
final class VendorKeyScanner extends Scanner {

	private static final int ANY = 1 << 30;

	private static final List<Format> FORMATS = List.of(new Format("AKIA", 16, 16, ""), new Format("ASIA", 16, 16, ""),
			new Format("ABIA", 16, 16, ""), new Format("ACCA", 16, 16, ""), new Format("AIza", 35, 35, "-_"),
			new Format("GOCSPX-", 28, 28, "-_"), new Format("ya29.", 20, ANY, "-_."), new Format("ghp_", 36, ANY, ""),
			new Format("gho_", 36, ANY, ""), new Format("ghu_", 36, ANY, ""), new Format("ghs_", 36, ANY, ""),
			new Format("ghr_", 36, ANY, ""), new Format("github_pat_", 36, ANY, "_"),
			new Format("glpat-", 20, ANY, "-_."), new Format("xoxb-", 20, ANY, "-"), new Format("xoxp-", 20, ANY, "-"),
			new Format("xoxa-", 20, ANY, "-"), new Format("xoxr-", 20, ANY, "-"), new Format("xoxs-", 20, ANY, "-"),
			new Format("xapp-", 20, ANY, "-"), new Format("sk_live_", 16, ANY, "_"),
			new Format("sk_test_", 16, ANY, "_"), new Format("rk_live_", 16, ANY, "_"),
			new Format("whsec_", 24, ANY, "+/="), new Format("SG.", 60, ANY, "-_."), new Format("npm_", 36, ANY, ""),
			new Format("pypi-", 50, ANY, "-_"), new Format("hf_", 30, ANY, ""), new Format("dop_v1_", 64, ANY, ""),
			new Format("sk-ant-", 32, ANY, "-_"), new Format("sk-proj-", 32, ANY, "-_"));

	private static final int BUCKETS = 256;

	private final Format[][] byLetters = new Format[BUCKETS][0];

	VendorKeyScanner() {
		for (Format format : FORMATS) {
			int bucket = bucket(format.prefix(), 0);
			this.byLetters[bucket] = FORMATS.stream()
				.filter((other) -> bucket(other.prefix(), 0) == bucket)
				.toArray(Format[]::new);
		}
	}

	// A number for the first and the third letter.
	private static int bucket(String text, int at) {
		return (text.charAt(at) * 31 + text.charAt(at + 2)) & (BUCKETS - 1);
	}

	@Override
	String triggers() {
		return charactersAt(0);
	}

	@Override
	String seconds() {
		return charactersAt(1);
	}

	private static String charactersAt(int index) {
		StringBuilder characters = new StringBuilder();
		for (Format format : FORMATS) {
			characters.append(format.prefix().charAt(index));
		}
		return characters.toString();
	}

	@Override
	boolean onlyAtWordStart() {
		return true;
	}

	@Override
	long match(String text, int at, int end) {
		if (at + 2 >= end) {
			return NONE;
		}
		for (Format format : this.byLetters[bucket(text, at)]) {
			if (text.startsWith(format.prefix(), at)) {
				return format.match(text, at, end);
			}
		}
		return NONE;
	}

	/**
	 * What such a key looks like.
	 *
	 * @param prefix how it begins
	 * @param least fewest characters behind the prefix
	 * @param most most characters behind it
	 * @param others characters in it beside letters and digits
	 */
	private record Format(String prefix, int least, int most, String others) {

		long match(String text, int at, int end) {
			int start = at + prefix().length();
			if (start > end) {
				return NONE;
			}
			int last = Math.min(end, start + most());
			int i = start;
			while (i < last && isPart(text.charAt(i))) {
				i++;
			}
			boolean ends = i == end || most() == ANY || !Scanner.isAlphanumeric(text.charAt(i));
			return (i - start >= least() && ends) ? Scanner.range(at, i) : NONE;
		}

		private boolean isPart(char c) {
			return Scanner.isAlphanumeric(c) || others().indexOf(c) >= 0;
		}

	}

}
