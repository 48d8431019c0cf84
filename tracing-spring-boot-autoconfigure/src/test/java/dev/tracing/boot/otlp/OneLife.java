/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One life of a {@link KillableProcess} or a {@link KillableServer}: what it ended and
 * what it said.
 */
final class OneLife implements AutoCloseable {

	private final Map<String, Long> ended = new ConcurrentHashMap<>();

	private final Queue<String> said = new ConcurrentLinkedQueue<>();

	private final Process process;

	private final Thread reader;

	/**
	 * Starts the application.
	 * @param name the first part of its spans' names
	 * @param endpoint the collector
	 * @param directory the directory of the spool
	 * @param properties further properties
	 * @param wrapper the command that runs the command; empty if none
	 */
	OneLife(String name, String endpoint, Path directory, List<String> properties, String... wrapper)
			throws IOException {
		this(KillableProcess.class, name, endpoint, directory, properties, wrapper);
	}

	OneLife(Class<?> application, String name, String endpoint, Path directory, List<String> properties,
			String... wrapper) throws IOException {
		List<String> command = new ArrayList<>(List.of(wrapper));
		command.addAll(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
						application.getName(), "--run=" + name, "--management.tracing.sampling.probability=1.0",
						"--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
						"--tracing.export.spool.enabled=true", "--tracing.export.spool.directory=" + directory,
						"--logging.level.root=warn"));
		command.addAll(properties);
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.reader = new Thread(this::read, "output of " + name);
		this.reader.setDaemon(true);
		this.reader.start();
	}

	private void read() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			output.lines().forEach(this::read);
		}
		catch (IOException | UncheckedIOException ex) {
			// The end of the process.
			return;
		}
	}

	private void read(String line) {
		String[] words = line.split(" ");
		if (words.length == 3 && "ended".equals(words[0])) {
			this.ended.put(words[1], Long.parseLong(words[2]));
		}
		else {
			this.said.add(line);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * The names of the spans that have ended by now.
	 */
	Set<String> ended() {
		return new HashSet<>(this.ended.keySet());
	}

	List<String> said() {
		return List.copyOf(this.said);
	}

	/**
	 * Kills it as {@code kill -9} does.
	 * @param age how long ago a span has ended at least
	 * @return the spans that had ended so long ago
	 */
	Set<String> kill(Duration age) throws InterruptedException {
		long now = System.currentTimeMillis();
		this.process.destroyForcibly().waitFor();
		this.reader.join();
		return endedBefore(now - age.toMillis());
	}

	/**
	 * Asks it to end, as {@code SIGTERM} does, while it goes on ending spans.
	 * @return the spans that had ended before
	 */
	Set<String> terminate() throws InterruptedException {
		long now = System.currentTimeMillis();
		this.process.destroy();
		this.process.waitFor();
		this.reader.join();
		return endedBefore(now);
	}

	private Set<String> endedBefore(long time) {
		Set<String> names = new HashSet<>();
		this.ended.forEach((name, at) -> {
			if (at < time) {
				names.add(name);
			}
		});
		return names;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
