/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop, or a part of it, in a JVM of its own.
 */
final class ShopProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Process process;

	private ShopProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "shop-output");
		reader.setDaemon(true);
		reader.start();
	}

	static ShopProcess start(String... args) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-Xmx256m", "-cp", System.getProperty("java.class.path"), ShopApplication.class.getName()));
		command.addAll(List.of(args));
		return new ShopProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader()) {
			reader.lines().forEach(this.lines::add);
		}
		catch (IOException | RuntimeException ex) {
			this.lines.add(ex.toString());
		}
	}

	/**
	 * The first line that contains the text, when it is there.
	 */
	String awaitLine(String text) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.lines).anyMatch((line) -> line.contains(text)));
		return this.lines.stream().filter((line) -> line.contains(text)).findFirst().orElseThrow();
	}

	List<String> lines() {
		return this.lines;
	}

	@Override
	public void close() {
		this.process.destroy();
		Awaitility.await().atMost(PATIENCE).until(() -> !this.process.isAlive());
	}

}
