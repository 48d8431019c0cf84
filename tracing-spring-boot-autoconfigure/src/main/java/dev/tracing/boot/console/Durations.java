/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.Locale;

/**
 * Durations as people read them.
 */
final class Durations {

	private static final double MILLISECOND = 1e6;

	private Durations() {
	}

	static String text(long nanos) {
		double millis = nanos / MILLISECOND;
		if (millis < 9.95) {
			return String.format(Locale.ROOT, "%.1f ms", millis);
		}
		if (millis < 999.5) {
			return Math.round(millis) + " ms";
		}
		if (millis < 59_950) {
			return String.format(Locale.ROOT, "%.1f s", millis / 1000);
		}
		long seconds = Math.round(millis / 1000);
		return seconds / 60 + " min " + seconds % 60 + " s";
	}

	// Two durations, with one unit if it is the same.
	static String range(long from, long to, String sign) {
		String first = text(from);
		String last = text(to);
		if (first.equals(last)) {
			return last;
		}
		String unit = last.substring(last.indexOf(' '));
		boolean shared = first.endsWith(unit) && first.indexOf(' ') == first.length() - unit.length();
		return (shared ? first.substring(0, first.length() - unit.length()) : first) + sign + last;
	}

	static String share(long part, long whole) {
		return (whole > 0) ? Math.round(part * 100.0 / whole) + " %" : "";
	}

}
