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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code kill -9} in mid-load, with the collector there and with it gone: every span that
 * ended more than a second before arrives after the next start.
 */
@Timeout(120)
class KilledProcessTests {

	private static final long MAX_DELAY_MILLIS = 1000;

	@TempDir
	private Path directory;

	@Test
	void spansOlderThanTheDelayArriveAfterTheNextStart() throws Exception {
		try (FaultyCollector collector = new FaultyCollector()) {
			Run healthy = new Run("healthy", collector.endpoint(), this.directory);
			await().atMost(Duration.ofSeconds(60)).until(() -> healthy.ended.size() > 600);
			Set<String> owed = new HashSet<>(healthy.kill());

			Run dead = new Run("dead", collector.endpoint(), this.directory);
			await().atMost(Duration.ofSeconds(60)).until(() -> dead.ended.size() > 100);
			collector.down();
			await().atMost(Duration.ofSeconds(60)).until(() -> dead.ended.size() > 700);
			owed.addAll(dead.kill());
			Set<String> missing = new HashSet<>(owed);
			missing.removeAll(collector.names());
			assertThat(missing).isNotEmpty();

			collector.up();
			Run last = new Run("last", collector.endpoint(), this.directory);
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(new HashSet<>(collector.names())).containsAll(owed));
			last.kill();
			assertThat(owed).hasSizeGreaterThan(500);
			// Twice at most is what was on its way in the moment of the kill.
			assertThat(collector.names().size() - collector.distinct()).isLessThanOrEqualTo(2 * 512);
		}
	}

	@Test
	void closingUnderLoadLosesNothing() throws Exception {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.down();
			Set<String> owed = ConcurrentHashMap.newKeySet();
			ConfigurableApplicationContext context = start(collector);
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
			AtomicBoolean closing = new AtomicBoolean();
			Thread load = new Thread(() -> {
				for (int i = 0; !closing.get(); i++) {
					tracer.spanBuilder("closed-" + i).startSpan().end();
					owed.add("closed-" + i);
					LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
				}
			}, "load");
			load.start();
			await().until(() -> owed.size() > 500);
			closing.set(true);
			load.join();
			context.close();
			collector.up();
			try (ConfigurableApplicationContext next = start(collector)) {
				await().untilAsserted(() -> assertThat(new HashSet<>(collector.names())).containsAll(owed));
				assertThat(next.isActive()).isTrue();
			}
		}
	}

	private ConfigurableApplicationContext start(FaultyCollector collector) {
		return new SpringApplicationBuilder(KillableProcess.OnlyExport.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--management.tracing.sampling.probability=1.0",
					"--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
					"--tracing.export.spool.enabled=true",
					"--tracing.export.spool.directory=" + this.directory.resolve("spool"));
	}

	/**
	 * One life of the application.
	 */
	private static final class Run {

		private final Map<String, Long> ended = new ConcurrentHashMap<>();

		private final Process process;

		private final Thread reader;

		Run(String name, String endpoint, Path directory) throws IOException {
			this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
					System.getProperty("java.class.path"), KillableProcess.class.getName(), "--run=" + name,
					"--management.tracing.sampling.probability=1.0",
					"--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
					"--tracing.export.spool.enabled=true",
					"--tracing.export.spool.directory=" + directory.resolve("spool"), "--logging.level.root=warn")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			this.reader = new Thread(this::read, "output of " + name);
			this.reader.setDaemon(true);
			this.reader.start();
		}

		private void read() {
			try (BufferedReader output = new BufferedReader(
					new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
				output.lines()
					.map((line) -> line.split(" "))
					.filter((words) -> "ended".equals(words[0]))
					.forEach(this::add);
			}
			catch (IOException | UncheckedIOException ex) {
				// The end of the process.
				return;
			}
		}

		private void add(String[] words) {
			if (words.length == 3) {
				this.ended.put(words[1], Long.parseLong(words[2]));
			}
		}

		/**
		 * Kills it and returns the spans that must have survived.
		 */
		Set<String> kill() throws InterruptedException {
			long now = System.currentTimeMillis();
			this.process.destroyForcibly().waitFor();
			this.reader.join();
			Set<String> owed = new HashSet<>();
			this.ended.forEach((name, time) -> {
				if (time < now - MAX_DELAY_MILLIS) {
					owed.add(name);
				}
			});
			return owed;
		}

	}

}
