/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The value of a header as it lies in a server's buffer. Servers read them as Latin-1.
 */
final class HeaderBytes implements CharSequence {

	private final byte[] buffer;

	private final int start;

	private final int length;

	HeaderBytes(byte[] buffer, int start, int length) {
		this.buffer = buffer;
		this.start = start;
		this.length = length;
	}

	@Override
	public int length() {
		return this.length;
	}

	@Override
	public char charAt(int index) {
		// What lies behind is another header.
		return (char) (this.buffer[this.start + Objects.checkIndex(index, this.length)] & 0xFF);
	}

	// Whoever wants a part has found it legible, and wants a string of it.
	@Override
	public String subSequence(int from, int to) {
		Objects.checkFromToIndex(from, to, this.length);
		return new String(this.buffer, this.start + from, to - from, StandardCharsets.ISO_8859_1);
	}

	@Override
	public String toString() {
		return subSequence(0, this.length);
	}

}
