/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * The beginning of a stack trace. What is beyond the limit is not even put together.
 */
final class StackTraceText extends Writer {

	private final StringBuilder text = new StringBuilder();

	private final int longest;

	private StackTraceText(int longest) {
		this.longest = longest;
	}

	/**
	 * Prints a stack trace.
	 * @param exception the exception
	 * @param longest most characters
	 * @return its stack trace as far as it goes, or as the exception prints it
	 */
	static String of(Throwable exception, int longest) {
		StackTraceText text = new StackTraceText(longest);
		try {
			exception.printStackTrace(new PrintWriter(text));
		}
		catch (RuntimeException ex) {
			// It is full, or the exception has a printing of its own that fails.
		}
		return text.text.toString();
	}

	@Override
	public void write(char[] buffer, int offset, int length) {
		this.text.append(buffer, offset, Math.min(length, this.longest - this.text.length()));
		if (this.text.length() == this.longest) {
			throw new Full();
		}
	}

	@Override
	public void flush() {
		// It is a text.
	}

	@Override
	public void close() {
		// It is a text.
	}

	private static final class Full extends RuntimeException {

		private static final long serialVersionUID = 1;

		Full() {
			super(null, null, false, false);
		}

	}

}
