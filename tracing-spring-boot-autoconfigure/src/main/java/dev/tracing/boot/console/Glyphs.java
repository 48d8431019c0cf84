/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.nio.charset.Charset;

/**
 * The signs a tree is drawn with.
 */
enum Glyphs {

	UNICODE("├─ ", "└─ ", "│  ", "─── ", "← ", "✗ ", "× ", "–", "…", " · "),

	/**
	 * For a console that cannot show the others.
	 */
	ASCII("|- ", "`- ", "|  ", "--- ", "<- ", "! ", "x ", "-", "...", ", ");

	private final String branch;

	private final String lastBranch;

	private final String trunk;

	private final String rule;

	private final String arrow;

	private final String failure;

	private final String times;

	private final String range;

	private final String more;

	private final String separator;

	Glyphs(String... signs) {
		this.branch = signs[0];
		this.lastBranch = signs[1];
		this.trunk = signs[2];
		this.rule = signs[3];
		this.arrow = signs[4];
		this.failure = signs[5];
		this.times = signs[6];
		this.range = signs[7];
		this.more = signs[8];
		this.separator = signs[9];
	}

	static Glyphs of(Charset charset) {
		return (charset.canEncode() && charset.newEncoder().canEncode("├└│─←✗×–…·")) ? UNICODE : ASCII;
	}

	String branch() {
		return this.branch;
	}

	String lastBranch() {
		return this.lastBranch;
	}

	String trunk() {
		return this.trunk;
	}

	String rule() {
		return this.rule;
	}

	String arrow() {
		return this.arrow;
	}

	String failure() {
		return this.failure;
	}

	String times() {
		return this.times;
	}

	String range() {
		return this.range;
	}

	String more() {
		return this.more;
	}

	String separator() {
		return this.separator;
	}

}
