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

	@Override
	public CharSequence subSequence(int from, int to) {
		Objects.checkFromToIndex(from, to, this.length);
		return new HeaderBytes(this.buffer, this.start + from, to - from);
	}

	@Override
	public String toString() {
		return new String(this.buffer, this.start, this.length, StandardCharsets.ISO_8859_1);
	}

}
