/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.spool.Carrier.Fate;
import dev.tracing.boot.spool.Carrier.Receipt;
import dev.tracing.boot.spool.SpoolProperties.Fsync;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spools in one directory, after each other or at the same time, with common books and a
 * time of their own. A request is a text and counts as two spans.
 */
final class Spools {

	static final long BLOCK = 4096;

	static final long LARGE = 256 * BLOCK;

	static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	final Ledger ledger = new Ledger();

	final List<String> carried = Collections.synchronizedList(new ArrayList<>());

	private final Path parent;

	private final AtomicLong nanos = new AtomicLong(System.nanoTime());

	Spools(Path parent) {
		this.parent = parent;
	}

	Path directory() {
		return this.parent.resolve("spool");
	}

	void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	Spool open(long maxSize, Fsync fsync) {
		return open(maxSize, fsync, NOW);
	}

	Spool open(long maxSize, Fsync fsync, Instant now) {
		return open(maxSize, fsync, Clock.fixed(now, ZoneOffset.UTC));
	}

	Spool open(long maxSize, Fsync fsync, Clock clock) {
		return open(maxSize, fsync, clock, 1000);
	}

	Spool open(long maxSize, Fsync fsync, Clock clock, int requestsPerSecond) {
		SpoolProperties properties = new SpoolProperties(true, directory().toString(), DataSize.ofBytes(maxSize),
				Duration.ofHours(24), Duration.ofSeconds(1), fsync, requestsPerSecond);
		return new Spool(properties, this.ledger, clock, this.nanos::get);
	}

	/**
	 * Opens a spool whose collector never answers.
	 */
	Spool unanswered(long maxSize) {
		Spool spool = open(maxSize, Fsync.INTERVAL);
		spool.start((request, spans) -> {
			new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
			return new Receipt(Fate.NOT_NOW, 0);
		});
		return spool;
	}

	/**
	 * Carries what is left in the directory to a collector that takes everything.
	 * @param requests how many are left
	 */
	List<String> deliver(int requests) {
		long before = this.ledger.exported();
		try (Spool spool = open(LARGE, Fsync.INTERVAL)) {
			spool.start((request, spans) -> take(request));
			// A file is deleted before it is counted.
			await().until(() -> this.ledger.exported() - before == 2L * requests);
		}
		assertThat(files(".otlp")).isEmpty();
		return List.copyOf(this.carried);
	}

	Receipt take(byte[] request) {
		this.carried.add(new String(request));
		return new Receipt(Fate.TAKEN, 0);
	}

	static Spooled store(Spool spool, String text) {
		return spool.store(text.getBytes(), 2, null, false);
	}

	List<Path> files(String suffix) {
		try (Stream<Path> files = Files.walk(this.parent)) {
			return files.filter((file) -> file.toString().endsWith(suffix)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
