/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the build of each variant wrote down: the files that it runs with.
 */
final class ClassPaths {

	private static final String AGENT = "opentelemetry-javaagent-";

	private final Path variants;

	/**
	 * Creates class paths.
	 * @param variants the directory with all variants
	 */
	ClassPaths(Path variants) {
		this.variants = variants;
	}

	/**
	 * Returns a class path for several parts, each file once.
	 * @param parts names of variants
	 * @return the class path
	 */
	String of(String... parts) {
		Map<String, String> files = new LinkedHashMap<>();
		for (String part : parts) {
			for (String file : read(part)) {
				String name = Path.of(file).getFileName().toString();
				if (!name.startsWith(AGENT)) {
					files.putIfAbsent(name, file);
				}
			}
		}
		return String.join(File.pathSeparator, files.values());
	}

	String agent() {
		for (String file : read("agent")) {
			if (Path.of(file).getFileName().toString().startsWith(AGENT)) {
				return file;
			}
		}
		throw new IllegalStateException("The variant 'agent' has no agent");
	}

	private String[] read(String variant) {
		try {
			return Files.readString(this.variants.resolve(variant).resolve("target/classpath.txt"))
				.trim()
				.split(File.pathSeparator, -1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The variant '" + variant + "' is not built", ex);
		}
	}

}
