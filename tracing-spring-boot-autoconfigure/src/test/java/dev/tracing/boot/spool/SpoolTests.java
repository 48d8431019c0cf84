/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.spool.Carrier.Fate;
import dev.tracing.boot.spool.Carrier.Receipt;
import dev.tracing.boot.spool.SpoolProperties.Fsync;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens to requests on disk.
 */
@Timeout(60)
class SpoolTests {

	@TempDir
	private Path directory;

	private Spools spools;

	@BeforeEach
	void useDirectory() {
		this.spools = new Spools(this.directory);
	}

	@ParameterizedTest
	@EnumSource
	void requestsAreDeliveredInTheirOrderAndGone(Fsync fsync) throws IOException {
		CountDownLatch open = new CountDownLatch(1);
		try (Spool spool = this.spools.open(Spools.LARGE, fsync)) {
			spool.start((request, spans) -> {
				open.await();
				return this.spools.take(request);
			});
			for (String text : List.of("a", "b", "c")) {
				assertThat(Spools.store(spool, text)).isNotNull();
			}
			assertThat(this.spools.files(".otlp")).hasSize(3);
			open.countDown();
			await().untilAsserted(() -> assertThat(this.spools.carried).containsExactly("a", "b", "c"));
			await().until(() -> this.spools.ledger.exported() == 6);
			assertThat(spool.requests()).isZero();
			assertThat(spool.bytes()).isZero();
			assertThat(this.spools.files(".otlp")).isEmpty();
		}
	}

	@Test
	void noMoreRequestsThanAllowedAreDeliveredInASecond() {
		List<Long> times = new CopyOnWriteArrayList<>();
		CountDownLatch stored = new CountDownLatch(1);
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL, Clock.systemUTC(), 20)) {
			spool.start((request, spans) -> {
				stored.await();
				times.add(System.nanoTime());
				return this.spools.take(request);
			});
			for (int i = 0; i < 6; i++) {
				assertThat(Spools.store(spool, "request " + i)).isNotNull();
			}
			stored.countDown();
			await().until(() -> times.size() == 6);
		}
		assertThat(Duration.ofNanos(times.get(5) - times.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(250));
	}

	@Test
	void filesAreTheOwnersAlone() throws IOException {
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			Spools.store(spool, "a");
			assertThat(this.spools.files(".otlp")).singleElement()
				.satisfies((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.isEqualTo("rw-------"))
				.satisfies((file) -> assertThat(
						PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
					.isEqualTo("rwx------"));
		}
	}

	@Test
	void oldestGoWhenTheSizeIsReached() throws IOException {
		try (Spool spool = this.spools.unanswered(16 * Spools.BLOCK)) {
			for (int i = 0; i < 16; i++) {
				Spools.store(spool, "request " + i);
			}
			assertThat(this.spools.ledger.lost(Loss.SPOOL_FULL)).isZero();
			Spools.store(spool, "one more");
			assertThat(this.spools.ledger.lost(Loss.SPOOL_FULL)).isEqualTo(2);
			assertThat(this.spools.ledger.balance(Account.SPOOLED)).isEqualTo(32);
			assertThat(spool.bytes()).isEqualTo(16 * Spools.BLOCK);
			assertThat(this.spools.files(".otlp")).hasSize(16);
		}
		// The first of those that nobody was trying to deliver.
		assertThat(this.spools.deliver(16)).hasSize(16).contains("request 15", "one more");
	}

	@Test
	void whatIsLargerThanTheSpoolIsLeftToTheCaller() {
		try (Spool spool = this.spools.unanswered(16 * Spools.BLOCK)) {
			Spools.store(spool, "a");
			assertThat(Spools.store(spool, "x".repeat(20 * (int) Spools.BLOCK))).isNull();
			assertThat(spool.requests()).isOne();
			assertThat(spool.bytes()).isEqualTo(Spools.BLOCK);
		}
	}

	@Test
	void whatIsTooOldIsDropped() {
		Clock clock = Clock.fixed(Spools.NOW, ZoneOffset.UTC);
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL, clock, 20)) {
			// What is being delivered is not dropped, so it is so for moments only.
			spool.start((request, spans) -> new Receipt(Fate.NOT_NOW, 0));
			Spools.store(spool, "old");
			this.spools.pass(Duration.ofHours(23));
			Spools.store(spool, "young");
			this.spools.pass(Duration.ofHours(2));
			await().until(() -> this.spools.ledger.lost(Loss.EXPIRED) == 2);
			assertThat(spool.requests()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 3650, -3650 })
	void clockThatJumpsDropsNothing(long days) throws IOException {
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			Spools.store(spool, "a");
			Spools.store(spool, "b");
		}
		for (Path file : this.spools.files(".otlp")) {
			Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
		}
		Instant now = Spools.NOW.plus(Duration.ofDays(days));
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL, now)) {
			spool.start((request, spans) -> this.spools.take(request));
			Spools.store(spool, "c");
			await().untilAsserted(() -> assertThat(this.spools.carried).containsExactlyInAnyOrder("a", "b", "c"));
			assertThat(this.spools.ledger.lost(Loss.EXPIRED)).isZero();
		}
	}

	@Test
	void processesThatShareADirectoryHaveSlotsOfTheirOwn() throws IOException {
		try (Spool first = this.spools.unanswered(Spools.LARGE); Spool second = this.spools.unanswered(Spools.LARGE)) {
			Spools.store(first, "a");
			Spools.store(second, "b");
			assertThat(this.spools.files(".otlp")).extracting((file) -> file.getParent().getFileName().toString())
				.containsExactly("slot-0", "slot-1");
		}
		assertThat(this.spools.deliver(2)).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void diskThatComesBackIsUsedAgain() throws IOException {
		Path file = this.spools.directory();
		Files.writeString(file, "in the way");
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			assertThat(Spools.store(spool, "a")).isNull();
			assertThat(spool.bytes()).isZero();
			Files.delete(file);
			await().until(() -> Spools.store(spool, "b") != null);
			assertThat(this.spools.files(".otlp")).hasSize(1);
		}
	}

	@Test
	void onlyOneSenderHasTheSpool() {
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.NEVER)) {
			assertThat(spool.start((request, spans) -> this.spools.take(request))).isTrue();
			assertThat(spool.start((request, spans) -> this.spools.take(request))).isFalse();
		}
	}

	@Test
	void errorsThatPassEndNeitherTheDeliveryNorTheTidying() {
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			Spools.store(spool, "a");
		}
		BrokenClock clock = new BrokenClock();
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL, clock)) {
			spool.start((request, spans) -> this.spools.take(request));
			await().until(() -> clock.asked.get() > 2);
			clock.broken = false;
			await().untilAsserted(() -> assertThat(this.spools.carried).containsExactly("a"));
			Spools.store(spool, "b");
			await().untilAsserted(() -> assertThat(this.spools.carried).containsExactly("a", "b"));
		}
	}

	@Test
	void noThreadIsLeft() {
		for (int i = 0; i < 50; i++) {
			try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
				Spools.store(spool, "a");
			}
		}
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("tracing-spool")));
		assertThat(this.spools.ledger.lost(Loss.SPOOL_FULL)).isZero();
	}

	/**
	 * Throws when asked, until it is mended.
	 */
	private static final class BrokenClock extends Clock {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile boolean broken = true;

		@Override
		public Instant instant() {
			this.asked.incrementAndGet();
			if (this.broken) {
				throw new IllegalStateException("no time");
			}
			return Spools.NOW;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
