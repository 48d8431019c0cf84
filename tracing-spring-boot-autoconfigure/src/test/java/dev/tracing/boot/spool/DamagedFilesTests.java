/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.spool.SpoolProperties.Fsync;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens to files that are not what was written.
 */
@Timeout(60)
class DamagedFilesTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(Spool.class, Level.WARN);

	@TempDir
	private Path directory;

	private Spools spools;

	@BeforeEach
	void useDirectory() {
		this.spools = new Spools(this.directory);
	}

	@Test
	void tornAndCorruptFilesAreSetAsideAndCounted() throws IOException {
		List<Path> files;
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			for (String text : List.of("torn", "flipped", "emptied", "foreign", "whole")) {
				Spools.store(spool, text);
			}
			files = this.spools.files(".otlp");
		}
		truncate(files.get(0), Files.size(files.get(0)) - 1);
		flipLastByte(files.get(1));
		truncate(files.get(2), 0);
		Files.writeString(files.get(3), "this is no request of ours, whatever its name says");
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL)) {
			spool.start((request, spans) -> this.spools.take(request));
			await().until(() -> spool.quarantined() == 4 && this.spools.carried.size() == 1);
			assertThat(this.spools.carried).containsExactly("whole");
			assertThat(this.spools.files(".bad")).hasSize(4);
			// What the first process kept, less what of it was found and settled.
			await().until(() -> this.spools.ledger.balance(Account.SPOOLED) == 10);
			assertThat(this.spools.ledger.lost(Loss.EXPORT_FAILED)).isEqualTo(2);
			MeterRegistry meters = new SimpleMeterRegistry();
			new SpoolMetricsConfiguration().tracingSpoolMetrics(spool).bindTo(meters);
			assertThat(meters.get("tracing.spool.quarantined").functionCounter().count()).isEqualTo(4);
			assertThat(meters.get("tracing.spool.requests").gauge().value()).isZero();
			assertThat(meters.get("tracing.spool.size").gauge().value()).isZero();
		}
		assertThat(this.log.messages()).hasSize(1)
			.first()
			.asString()
			.startsWith(
					"A file of the spool (tracing.export.spool.directory) is damaged and was set aside (1 since the");
	}

	@Test
	void damagedFilesDoNotPileUp() throws IOException {
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			for (int i = 0; i < Quarantine.MOST + 1; i++) {
				Spools.store(spool, "request " + i);
			}
		}
		for (Path file : this.spools.files(".otlp")) {
			flipLastByte(file);
		}
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL)) {
			spool.start((request, spans) -> this.spools.take(request));
			await().until(() -> spool.quarantined() == Quarantine.MOST + 1);
			await().until(() -> this.spools.files(".bad").size() == Quarantine.MOST);
		}
	}

	@Test
	void temporaryFileIsFinishedIfItIsWholeAndSetAsideIfNot() throws IOException {
		List<Path> files;
		try (Spool spool = this.spools.unanswered(Spools.LARGE)) {
			Spools.store(spool, "whole");
			Spools.store(spool, "half");
			files = this.spools.files(".otlp");
		}
		for (Path file : files) {
			Files.move(file, file.resolveSibling(file.getFileName() + ".tmp"));
		}
		Path half = this.spools.files(".tmp").get(1);
		truncate(half, Files.size(half) - 2);
		assertThat(this.spools.deliver(1)).containsExactly("whole");
		assertThat(this.spools.files(".bad")).hasSize(1);
		assertThat(this.spools.files(".tmp")).isEmpty();
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

}
