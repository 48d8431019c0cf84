/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.nio.charset.Charset;

/**
 * The signs a tree is drawn with.
 *
 * @param branch in front of a span
 * @param lastBranch in front of the last span below another
 * @param trunk in front of what stands below a span that is not the last
 * @param rule in front of the first line
 * @param arrow in front of a remark that the eye is to find
 * @param failure in front of what went wrong
 * @param times in front of a number of spans
 * @param range between two durations
 * @param more in place of what does not fit
 * @param separator between the parts of the first line
 */
record Glyphs(String branch, String lastBranch, String trunk, String rule, String arrow, String failure, String times,
		String range, String more, String separator) {

	static final Glyphs UNICODE = new Glyphs("├─ ", "└─ ", "│  ", "─── ", "← ", "✗ ", "× ", "–", "…", " · ");

	/**
	 * For a console that cannot show the others.
	 */
	static final Glyphs ASCII = new Glyphs("|- ", "`- ", "|  ", "--- ", "<- ", "! ", "x ", "-", "...", ", ");

	static Glyphs of(Charset charset) {
		return (charset.canEncode() && charset.newEncoder().canEncode("├└│─←✗×–…·")) ? UNICODE : ASCII;
	}

}
