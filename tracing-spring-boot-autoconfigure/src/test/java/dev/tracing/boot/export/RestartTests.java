/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Contexts that start, export and close in one process, as DevTools, tests and refreshes
 * make them: nothing of them stays.
 */
class RestartTests {

	private static final int WARM_UP = 5;

	private static final int RESTARTS = 50;

	private final List<WeakReference<SdkTracerProvider>> closed = new ArrayList<>();

	@TempDir
	private Path directory;

	@Test
	@EnabledOnOs(OS.LINUX)
	@Timeout(900)
	void nothingStaysOfFiftyContexts() throws IOException {
		try (OtlpReceiver receiver = OtlpReceiver.http(); OtlpReceiver second = OtlpReceiver.grpc()) {
			for (int i = 0; i < WARM_UP; i++) {
				runOnce(receiver, second);
			}
			this.closed.clear();
			awaitNoExportThreads();
			Map<String, Long> filesBefore = files();
			long othersBefore = threads().size();
			for (int i = 0; i < RESTARTS; i++) {
				runOnce(receiver, second);
			}
			awaitNoExportThreads();
			assertThat(receiver.spans()).hasSize(WARM_UP + RESTARTS);
			assertThat(second.spans()).hasSize(WARM_UP + RESTARTS);
			await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
				System.gc();
				// The frameworks' caches remember the last one.
				assertThat(this.closed).filteredOn((reference) -> reference.get() != null).hasSizeLessThanOrEqualTo(3);
			});
			// Connections and their threads take a moment to end; one in flight is no
			// leak, fifty are.
			await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
				// Java 17 ends the threads of its HTTP client when the client is garbage.
				System.gc();
				assertThat((long) threads().size()).as("threads %s", threads()).isLessThanOrEqualTo(othersBefore + 3);
			});
			await().atMost(Duration.ofSeconds(90))
				.untilAsserted(() -> assertThat(files().values().stream().mapToLong(Long::longValue).sum())
					.as("files before %s and after %s", filesBefore, files())
					.isLessThanOrEqualTo(filesBefore.values().stream().mapToLong(Long::longValue).sum() + 5));
		}
	}

	private void runOnce(OtlpReceiver receiver, OtlpReceiver second) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(Excluded.technologies())
			.run("--tracing.sampling.ratio=1.0", "--spring.main.banner-mode=off",
					"--tracing.export.endpoint=" + receiver.endpoint(), "--tracing.export.spool.enabled=true",
					"--tracing.export.spool.directory=" + this.directory, "--tracing.export.spool.max-delay=20s",
					"--tracing.export.destinations.backup.endpoint=" + second.endpoint(),
					"--tracing.export.destinations.backup.protocol=grpc")) {
			this.closed.add(new WeakReference<>(context.getBean(SdkTracerProvider.class)));
			context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan().end();
		}
	}

	private static void awaitNoExportThreads() {
		await().untilAsserted(() -> assertThat(threads()).noneMatch((name) -> name.startsWith("tracing-")));
	}

	private static List<String> threads() {
		Set<Thread> threads = Thread.getAllStackTraces().keySet();
		return threads.stream().map(Thread::getName).sorted().toList();
	}

	// What is open, by kind: the numbers of sockets and pipes are left out.
	private static Map<String, Long> files() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return files.map(RestartTests::kind)
				.collect(Collectors.groupingBy((kind) -> kind, TreeMap::new, Collectors.counting()));
		}
	}

	private static String kind(Path file) {
		try {
			return Files.readSymbolicLink(file).toString().replaceAll(":\\[\\d+\\]", "");
		}
		catch (IOException ex) {
			return "closed meanwhile";
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
