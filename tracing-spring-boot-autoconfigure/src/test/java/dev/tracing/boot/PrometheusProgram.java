/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A program of the distribution's package {@code prometheus}. A test that needs one is
 * skipped where there is none, and says so.
 */
final class PrometheusProgram {

	private PrometheusProgram() {
	}

	static void assumeInstalled() {
		assumeTrue(isInstalled("promtool") && isInstalled("prometheus"),
				"promtool and prometheus are not installed: apt-get install prometheus");
	}

	/**
	 * Runs promtool to its end, and fails if it fails.
	 * @param directory where it runs
	 * @param arguments its arguments
	 * @return what it says
	 * @throws IOException if it cannot be run
	 * @throws InterruptedException if interrupted
	 */
	static String promtool(Path directory, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("promtool"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as("%s:%n%s", command, output).isZero();
		return output;
	}

	private static boolean isInstalled(String program) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.of(path.split(":")).anyMatch((directory) -> Files.isExecutable(Path.of(directory, program)));
	}

}
