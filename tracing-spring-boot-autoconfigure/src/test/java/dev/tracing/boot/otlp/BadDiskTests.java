/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * A process whose spool is on a file system that is full, and on one that is read-only:
 * spans stay in memory, the log says so, and all arrive when the collector is back.
 */
@Timeout(120)
class BadDiskTests {

	@TempDir
	private Path directory;

	private Path disk;

	@BeforeAll
	static void canMount() throws Exception {
		assumeThat(run("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"))
			.as("file systems can be mounted here (user namespaces)")
			.isZero();
	}

	@BeforeEach
	void makeMountPoint() throws IOException {
		this.disk = Files.createDirectory(this.directory.resolve("disk"));
	}

	@Test
	void memoryTakesOverWhenTheDiskIsFull() throws Exception {
		try (FaultyCollector collector = new FaultyCollector();
				OneLife process = start("full", "size=64k", collector)) {
			await().atMost(Duration.ofSeconds(60)).until(() -> collector.distinct() > 10);
			collector.down();
			says(process, "The spool cannot be written (tracing.export.spool.directory=" + this.disk + ")");
			says(process, "No space left on device");
			hasAllAfterwards(process, collector);
		}
	}

	@Test
	void memoryTakesOverWhenTheDiskIsReadOnly() throws Exception {
		try (FaultyCollector collector = new FaultyCollector(); OneLife process = start("readonly", "ro", collector)) {
			says(process, "The spool cannot be opened (tracing.export.spool.directory=" + this.disk + ")");
			says(process, "Read-only file system");
			await().atMost(Duration.ofSeconds(60)).until(() -> collector.distinct() > 10);
			collector.down();
			hasAllAfterwards(process, collector);
		}
	}

	private void hasAllAfterwards(OneLife process, FaultyCollector collector) {
		Set<String> before = process.ended();
		await().atMost(Duration.ofSeconds(60)).until(() -> process.ended().size() > before.size() + 200);
		collector.up();
		Set<String> owed = process.ended();
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			Set<String> missing = new HashSet<>(owed);
			missing.removeAll(new HashSet<>(collector.names()));
			assertThat(missing).isEmpty();
		});
		assertThat(process.isAlive()).isTrue();
	}

	private OneLife start(String name, String options, FaultyCollector collector) throws IOException {
		return new OneLife(name, collector.endpoint(), this.disk,
				List.of("--tracing.export.timeout=60s", "--tracing.export.batch.timeout=60s"), "unshare",
				"--map-root-user", "--mount", "sh", "-c",
				"mount -t tmpfs -o \"$0\" none \"$1\" && shift && exec \"$@\"", options, this.disk.toString());
	}

	private static void says(OneLife process, String text) {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(process.said()).anyMatch((line) -> line.contains(text)));
	}

	private static int run(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			// There is no such command here.
			return -1;
		}
	}

}
