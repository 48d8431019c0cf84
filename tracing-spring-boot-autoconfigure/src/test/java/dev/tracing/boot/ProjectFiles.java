/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checked-in files that tests compare with the code. A test that is run with
 * {@code -Dregenerate=true} writes the file instead.
 */
final class ProjectFiles {

	private static final String MODULE = "tracing-spring-boot-autoconfigure";

	private ProjectFiles() {
	}

	static Path root() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.exists(directory.resolve("mvnw"))) {
			directory = directory.getParent();
		}
		return directory;
	}

	static Path module() {
		return root().resolve(MODULE);
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void assertUpToDate(Path file, String content, Class<?> test) throws IOException {
		if (Boolean.getBoolean("regenerate")) {
			Files.writeString(file, content);
		}
		assertThat(file).as("""
				%s is out of date. If the change is meant, write it anew with
				  ./mvnw -pl %s test -Dtest=%s -Dregenerate=true
				and commit it together with the code.""", root().relativize(file), MODULE, test.getSimpleName())
			.content()
			.isEqualTo(content);
	}

}
