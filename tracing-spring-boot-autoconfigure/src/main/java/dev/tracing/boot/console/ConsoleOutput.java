/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Standard output, looked up at each print, and the charset that is read there. A block
 * is written at once, so that no log line comes between its lines.
 */
final class ConsoleOutput implements Consumer<String> {

	private final Charset charset;

	private ConsoleOutput(Charset charset) {
		this.charset = charset;
	}

	/**
	 * Creates the output.
	 * @param charset name of the charset of the console, or {@code null} for the one that
	 * the JVM found out
	 * @return the output
	 */
	static ConsoleOutput of(@Nullable String charset) {
		String[] candidates = { charset, System.getProperty("stdout.encoding"),
				System.getProperty("sun.stdout.encoding") };
		for (String candidate : candidates) {
			if (candidate != null && !candidate.isBlank()) {
				return new ConsoleOutput(Charset.forName(candidate.trim()));
			}
		}
		return new ConsoleOutput(Charset.defaultCharset());
	}

	Glyphs glyphs() {
		return Glyphs.of(this.charset);
	}

	@Override
	public void accept(String block) {
		byte[] bytes = block.getBytes(this.charset);
		PrintStream out = System.out;
		out.write(bytes, 0, bytes.length);
		out.flush();
	}

}
