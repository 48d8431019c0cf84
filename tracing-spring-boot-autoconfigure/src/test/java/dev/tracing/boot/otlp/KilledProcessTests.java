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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that ends in mid-load, with the collector there and with it gone. After
 * {@code kill -9}, every span that ended more than a second before arrives after the next
 * start; after {@code SIGTERM}, every span that ended before does.
 */
@Timeout(180)
class KilledProcessTests {

	private static final Duration MAX_DELAY = Duration.ofSeconds(1);

	@TempDir
	private Path directory;

	@Test
	void spansOlderThanTheDelayArriveAfterTheNextStart() throws Exception {
		try (FaultyCollector collector = new FaultyCollector(); OneLife healthy = start("healthy", collector)) {
			hasEnded(healthy, 600);
			Set<String> owed = new HashSet<>(healthy.kill(MAX_DELAY));
			int largest = collector.largest();
			try (OneLife dead = start("dead", collector)) {
				hasEnded(dead, 100);
				collector.down();
				hasEnded(dead, 700);
				owed.addAll(dead.kill(MAX_DELAY));
				largest += collector.largest();
			}
			assertThat(missing(owed, collector)).isNotEmpty();
			collector.up();
			try (OneLife last = start("last", collector)) {
				arrive(owed, collector);
				assertThat(last.isAlive()).isTrue();
			}
			assertThat(owed).hasSizeGreaterThan(500);
			// Twice at most is the one request that was on its way when each was killed.
			assertThat(collector.names().size() - collector.distinct()).isLessThanOrEqualTo(largest);
		}
	}

	@Test
	void spansOfManyThreadsArriveAfterTheNextStart() throws Exception {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(FaultyCollector.Mood.TAKES_ITS_TIME);
			Set<String> owed;
			int largest;
			try (OneLife busy = start("busy", collector, "--threads=4")) {
				hasEnded(busy, 8000);
				owed = busy.kill(MAX_DELAY);
				largest = collector.largest();
			}
			assertThat(owed).hasSizeGreaterThan(2000);
			try (OneLife next = start("next", collector)) {
				arrive(owed, collector);
				assertThat(next.isAlive()).isTrue();
			}
			assertThat(collector.names().size() - collector.distinct()).isLessThanOrEqualTo(largest);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void terminationUnderLoadLosesNothing(boolean collectorIsThere) throws Exception {
		try (FaultyCollector collector = new FaultyCollector();
				OneLife first = start("first", collector, collectorIsThere ? "--tracing.export.spool.max-delay=20s"
						: "--tracing.export.spool.max-delay=1s")) {
			hasEnded(first, 100);
			if (!collectorIsThere) {
				collector.down();
			}
			hasEnded(first, 500);
			Set<String> owed = first.terminate();
			assertThat(owed).hasSizeGreaterThanOrEqualTo(500);
			if (collectorIsThere) {
				assertThat(missing(owed, collector)).isEmpty();
				return;
			}
			assertThat(missing(owed, collector)).isNotEmpty();
			collector.up();
			try (OneLife next = start("next", collector)) {
				arrive(owed, collector);
				assertThat(next.isAlive()).isTrue();
			}
		}
	}

	@Test
	void processesThatShareADirectoryDeliverTheirOwnAndWhatAKilledOneLeft() throws Exception {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.down();
			try (OneLife first = start("first", collector); OneLife second = start("second", collector)) {
				hasEnded(first, 300);
				hasEnded(second, 300);
				await().until(() -> requests("slot-0") > 0 && requests("slot-1") > 0);
				Set<String> owed = new HashSet<>(first.kill(MAX_DELAY));
				assertThat(owed).isNotEmpty();
				owed.addAll(second.ended());
				collector.up();
				arrive(owed, collector);
				assertThat(second.isAlive()).isTrue();
			}
			// None: nothing was taken before the kill.
			assertThat(collector.names()).doesNotHaveDuplicates();
		}
	}

	private long requests(String slot) throws IOException {
		Path path = this.directory.resolve("spool").resolve(slot);
		if (!Files.isDirectory(path)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(path)) {
			return files.filter((file) -> file.toString().endsWith(".otlp")).count();
		}
	}

	private OneLife start(String name, FaultyCollector collector, String... properties) throws IOException {
		return new OneLife(name, collector.endpoint(), this.directory.resolve("spool"), List.of(properties));
	}

	private static void hasEnded(OneLife process, int spans) {
		await().atMost(Duration.ofSeconds(60)).until(() -> process.ended().size() >= spans);
	}

	private static void arrive(Set<String> spans, FaultyCollector collector) {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(missing(spans, collector)).isEmpty());
	}

	private static Set<String> missing(Set<String> spans, FaultyCollector collector) {
		Set<String> missing = new HashSet<>(spans);
		missing.removeAll(new HashSet<>(collector.names()));
		return missing;
	}

}
