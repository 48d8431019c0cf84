/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The values of a header that was sent several times, with commas between them, as if it
 * had been sent once. Nothing is copied before somebody wants a string or reads an
 * earlier line again. It remembers where it was read last, so it is for one thread.
 */
final class HeaderLines implements CharSequence {

	private final List<CharSequence> lines;

	private final int length;

	private int line;

	private int lineStart;

	private @Nullable String joined;

	HeaderLines(List<CharSequence> lines) {
		this.lines = lines;
		int length = lines.size() - 1;
		for (CharSequence each : lines) {
			length += each.length();
		}
		this.length = length;
	}

	@Override
	public int length() {
		return this.length;
	}

	@Override
	public char charAt(int index) {
		Objects.checkIndex(index, this.length);
		if (this.joined == null && index < this.lineStart) {
			// Who goes back and forth is not to go through the lines each time.
			this.joined = toString();
		}
		return (this.joined != null) ? this.joined.charAt(index) : forwards(index);
	}

	private char forwards(int index) {
		while (index > this.lineStart + this.lines.get(this.line).length()) {
			this.lineStart += this.lines.get(this.line).length() + 1;
			this.line++;
		}
		CharSequence current = this.lines.get(this.line);
		int offset = index - this.lineStart;
		return (offset < current.length()) ? current.charAt(offset) : ',';
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		// Where one part is wanted, others are.
		this.joined = toString();
		return this.joined.substring(start, end);
	}

	@Override
	public String toString() {
		return (this.joined != null) ? this.joined : String.join(",", this.lines);
	}

}
