/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The ways over virtual threads, in a process of the newest Java that is installed beside
 * the one that runs the tests, where that is too old to have them.
 */
class VirtualThreadsTests {

	@TempDir
	private Path directory;

	@Test
	@Timeout(120)
	void tracesArriveOnVirtualThreads() throws Exception {
		assumeThat(HopsOfNewerJava.hops()).as("ways that this Java cannot go")
			.noneMatch(PropagationMatrix::canRun)
			.isNotEmpty();
		Optional<Path> java = newerJava(21);
		assumeThat(java).as("a Java of 21 or later beside %s", System.getProperty("java.home")).isPresent();
		Path output = this.directory.resolve("output");
		Process process = new ProcessBuilder(java.get().resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1",
				"-cp", System.getProperty("java.class.path"), HopsOfNewerJava.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(process.waitFor(110, TimeUnit.SECONDS)).isTrue();
		assertThat(Files.readAllLines(output)).filteredOn((line) -> line.startsWith(HopsOfNewerJava.FOUND))
			.as("%s", Files.readString(output))
			.containsExactlyElementsOf(
					HopsOfNewerJava.hops().stream().map((hop) -> HopsOfNewerJava.line(hop, true, true)).toList());
	}

	private static Optional<Path> newerJava(int atLeast) throws IOException {
		try (Stream<Path> installed = Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
			return installed.filter((home) -> version(home) >= atLeast).max((one, two) -> version(one) - version(two));
		}
	}

	// The first number of JAVA_VERSION="25.0.3".
	private static int version(Path home) {
		try (Stream<String> lines = Files.lines(home.resolve("release"))) {
			return lines.filter((line) -> line.startsWith("JAVA_VERSION="))
				.mapToInt((line) -> Integer.parseInt(line.split("[\".]")[1]))
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
