/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.spool.Carrier.Fate;
import dev.tracing.boot.spool.Carrier.Receipt;
import dev.tracing.boot.spool.SpoolProperties.Fsync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens to files.
 */
@Timeout(60)
class SpoolTests {

	private static final long BLOCK = 4096;

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@TempDir
	private Path directory;

	private final Ledger ledger = new Ledger();

	private final AtomicLong nanos = new AtomicLong(System.nanoTime());

	private final List<String> carried = Collections.synchronizedList(new ArrayList<>());

	@ParameterizedTest
	@EnumSource
	void requestsAreDeliveredInTheirOrderAndGone(Fsync fsync) throws IOException {
		CountDownLatch open = new CountDownLatch(1);
		try (Spool spool = spool(256 * BLOCK, fsync)) {
			spool.start((request, spans) -> {
				open.await();
				return take(request);
			});
			for (String text : List.of("a", "b", "c")) {
				assertThat(store(spool, text)).isNotNull();
			}
			assertThat(files(".otlp")).hasSize(3);
			open.countDown();
			await().untilAsserted(() -> assertThat(this.carried).containsExactly("a", "b", "c"));
			await().until(() -> this.ledger.exported() == 6);
			assertThat(spool.requests()).isZero();
			assertThat(spool.bytes()).isZero();
			assertThat(files(".otlp")).isEmpty();
		}
	}

	@Test
	void filesAreTheOwnersAlone() throws IOException {
		try (Spool spool = closed(256 * BLOCK)) {
			store(spool, "a");
			assertThat(files(".otlp")).singleElement()
				.satisfies((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.isEqualTo("rw-------"))
				.satisfies((file) -> assertThat(
						PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
					.isEqualTo("rwx------"));
		}
	}

	@Test
	void oldestGoWhenTheSizeIsReached() throws IOException {
		try (Spool spool = closed(16 * BLOCK)) {
			for (int i = 0; i < 16; i++) {
				store(spool, "request " + i);
			}
			assertThat(this.ledger.lost(Loss.SPOOL_FULL)).isZero();
			store(spool, "one more");
			assertThat(this.ledger.lost(Loss.SPOOL_FULL)).isEqualTo(2);
			assertThat(this.ledger.balance(Account.SPOOLED)).isEqualTo(32);
			assertThat(spool.bytes()).isEqualTo(16 * BLOCK);
			assertThat(files(".otlp")).hasSize(16);
		}
		// The first of those that nobody was trying to deliver.
		assertThat(deliverAll()).hasSize(16).contains("request 15", "one more");
	}

	@Test
	void whatIsLargerThanTheSpoolIsLeftToTheCaller() {
		try (Spool spool = closed(16 * BLOCK)) {
			store(spool, "a");
			assertThat(store(spool, "x".repeat(20 * (int) BLOCK))).isNull();
			assertThat(spool.requests()).isOne();
			assertThat(spool.bytes()).isEqualTo(BLOCK);
		}
	}

	@Test
	void tornAndCorruptFilesAreSetAsideAndCounted() throws IOException {
		List<Path> files;
		try (Spool spool = closed(256 * BLOCK)) {
			for (String text : List.of("torn", "flipped", "emptied", "foreign", "whole")) {
				store(spool, text);
			}
			files = files(".otlp");
		}
		truncate(files.get(0), Files.size(files.get(0)) - 1);
		flipLastByte(files.get(1));
		truncate(files.get(2), 0);
		Files.writeString(files.get(3), "this is no request of ours, whatever its name says");
		try (Spool spool = spool(256 * BLOCK, Fsync.INTERVAL)) {
			spool.start((request, spans) -> take(request));
			await().until(() -> spool.quarantined() == 4 && this.carried.size() == 1);
			assertThat(this.carried).containsExactly("whole");
			assertThat(files(".bad")).hasSize(4);
			// What the first process kept, less what of it was found and settled.
			await().until(() -> this.ledger.balance(Account.SPOOLED) == 10);
			assertThat(this.ledger.lost(Loss.EXPORT_FAILED)).isEqualTo(2);
		}
	}

	@Test
	void damagedFilesDoNotPileUp() throws IOException {
		try (Spool spool = closed(256 * BLOCK)) {
			for (int i = 0; i < Quarantine.MOST + 1; i++) {
				store(spool, "request " + i);
			}
		}
		for (Path file : files(".otlp")) {
			flipLastByte(file);
		}
		try (Spool spool = spool(256 * BLOCK, Fsync.INTERVAL)) {
			spool.start((request, spans) -> take(request));
			await().until(() -> spool.quarantined() == Quarantine.MOST + 1);
			await().until(() -> files(".bad").size() == Quarantine.MOST);
		}
	}

	@Test
	void temporaryFileIsFinishedIfItIsWholeAndSetAsideIfNot() throws IOException {
		List<Path> files;
		try (Spool spool = closed(256 * BLOCK)) {
			store(spool, "whole");
			store(spool, "half");
			files = files(".otlp");
		}
		for (Path file : files) {
			Files.move(file, file.resolveSibling(file.getFileName() + ".tmp"));
		}
		Path half = files(".tmp").get(1);
		truncate(half, Files.size(half) - 2);
		assertThat(deliverAll()).containsExactly("whole");
		assertThat(files(".bad")).hasSize(1);
		assertThat(files(".tmp")).isEmpty();
	}

	@Test
	void whatIsTooOldIsDropped() {
		try (Spool spool = closed(256 * BLOCK)) {
			store(spool, "old");
			this.nanos.addAndGet(Duration.ofHours(23).toNanos());
			store(spool, "young");
			this.nanos.addAndGet(Duration.ofHours(2).toNanos());
			await().until(() -> this.ledger.lost(Loss.EXPIRED) == 2);
			assertThat(spool.requests()).isOne();
		}
	}

	@Test
	void clockThatJumpsDropsNothing() throws IOException {
		try (Spool spool = closed(256 * BLOCK)) {
			store(spool, "a");
			store(spool, "b");
		}
		for (Path file : files(".otlp")) {
			Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
		}
		Clock tenYearsLater = Clock.fixed(NOW.plus(Duration.ofDays(3650)), ZoneOffset.UTC);
		try (Spool spool = new Spool(properties(256 * BLOCK, Fsync.INTERVAL), this.ledger, tenYearsLater,
				this.nanos::get)) {
			spool.start((request, spans) -> take(request));
			await().untilAsserted(() -> assertThat(this.carried).containsExactly("a", "b"));
			assertThat(this.ledger.lost(Loss.EXPIRED)).isZero();
		}
	}

	@Test
	void processesThatShareADirectoryHaveSlotsOfTheirOwn() throws IOException {
		try (Spool first = closed(256 * BLOCK); Spool second = closed(256 * BLOCK)) {
			store(first, "a");
			store(second, "b");
			assertThat(files(".otlp")).extracting((file) -> file.getParent().getFileName().toString())
				.containsExactly("slot-0", "slot-1");
		}
		assertThat(deliverAll()).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void diskThatComesBackIsUsedAgain() throws IOException {
		Path file = this.directory.resolve("spool");
		Files.writeString(file, "in the way");
		try (Spool spool = closed(256 * BLOCK)) {
			assertThat(store(spool, "a")).isNull();
			assertThat(spool.bytes()).isZero();
			Files.delete(file);
			await().until(() -> store(spool, "b") != null);
			assertThat(files(".otlp")).hasSize(1);
		}
	}

	@Test
	void onlyOneSenderHasTheSpool() {
		try (Spool spool = spool(256 * BLOCK, Fsync.NEVER)) {
			assertThat(spool.start((request, spans) -> take(request))).isTrue();
			assertThat(spool.start((request, spans) -> take(request))).isFalse();
		}
	}

	@Test
	void noThreadIsLeft() {
		for (int i = 0; i < 50; i++) {
			try (Spool spool = closed(256 * BLOCK)) {
				store(spool, "a");
			}
		}
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("tracing-spool")));
		assertThat(this.ledger.lost(Loss.SPOOL_FULL)).isZero();
	}

	private List<String> deliverAll() {
		try (Spool spool = spool(256 * BLOCK, Fsync.INTERVAL)) {
			spool.start((request, spans) -> take(request));
			await().until(() -> files(".otlp").isEmpty());
			return List.copyOf(this.carried);
		}
	}

	private Receipt take(byte[] request) {
		this.carried.add(new String(request));
		return new Receipt(Fate.TAKEN, 0);
	}

	// With a collector that never answers.
	private Spool closed(long maxSize) {
		Spool spool = spool(maxSize, Fsync.INTERVAL);
		spool.start((request, spans) -> {
			new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
			return new Receipt(Fate.NOT_NOW, 0);
		});
		return spool;
	}

	private Spool spool(long maxSize, Fsync fsync) {
		return new Spool(properties(maxSize, fsync), this.ledger, Clock.fixed(NOW, ZoneOffset.UTC), this.nanos::get);
	}

	private SpoolProperties properties(long maxSize, Fsync fsync) {
		return new SpoolProperties(true, this.directory.resolve("spool").toString(), DataSize.ofBytes(maxSize),
				Duration.ofHours(24), Duration.ofSeconds(1), fsync, 1000);
	}

	private static Spooled store(Spool spool, String text) {
		return spool.store(text.getBytes(), 2, null, false);
	}

	private static void truncate(Path file, long size) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.truncate(size);
		}
	}

	private static void flipLastByte(Path file) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length - 1] ^= 1;
		Files.write(file, bytes);
	}

	private List<Path> files(String suffix) {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
