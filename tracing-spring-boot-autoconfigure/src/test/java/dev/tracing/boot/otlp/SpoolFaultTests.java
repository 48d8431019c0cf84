/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.otlp.FaultyCollector.Mood;
import dev.tracing.boot.spool.Spool;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector in all its moods, with a spool: nothing is lost.
 */
@Timeout(60)
class SpoolFaultTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource(names = { "HANGS", "DROPS", "IS_BUSY", "IS_UNAVAILABLE", "DENIES" })
	void nothingIsLostWhileLoadContinues(Mood mood) {
		try (FaultyCollector collector = new FaultyCollector()) {
			application(collector).withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=3s")
				.run((context) -> {
					Batches batches = new Batches(context);
					Ledger ledger = context.getBean(Ledger.class);
					batches.sendAndWait(10);
					collector.becomes(mood);
					for (int i = 0; i < 20; i++) {
						batches.sendAndWait(10);
					}
					assertThat(ledger.balance(Account.SPOOLED)).isPositive();
					assertThat(ledger.balance(Account.QUEUED)).isZero();
					collector.becomes(Mood.TAKES);
					batches.sendAndWait(10);
					await().atMost(Duration.ofSeconds(20)).until(() -> ledger.balance(Account.SPOOLED) == 0);
					assertThat(collector.distinct()).isEqualTo(batches.sent());
					assertThat(collector.names()).hasSize(batches.sent());
					assertThat(ledger.exported()).isEqualTo(batches.sent());
					assertThat(Batches.unexplained(ledger)).isZero();
					assertThat(requests()).isZero();
				});
		}
	}

	@Test
	void nothingIsLostWhileTheCollectorIsDown() {
		try (FaultyCollector collector = new FaultyCollector()) {
			application(collector).run((context) -> {
				Batches batches = new Batches(context);
				collector.down();
				for (int i = 0; i < 20; i++) {
					batches.sendAndWait(10);
				}
				assertThat(context.getBean(Ledger.class).balance(Account.SPOOLED)).isEqualTo(200);
				collector.up();
				await().atMost(Duration.ofSeconds(20)).until(() -> collector.distinct() == 200);
				await().until(() -> context.getBean(Ledger.class).exported() == 200);
				assertThat(collector.names().get(0)).isEqualTo("span-0");
			});
		}
	}

	@Test
	void deadCollectorIsNoSuccessThoughTheSpansAreSafe() {
		try (FaultyCollector collector = new FaultyCollector()) {
			application(collector).withPropertyValues("tracing.export.spool.max-delay=20s").run((context) -> {
				Batches batches = new Batches(context);
				collector.down();
				for (int i = 0; i < 20; i++) {
					assertThat(batches.sendAndWait(1).isSuccess()).isTrue();
					assertThat(batches.failure()).isNotNull();
				}
				assertThat(batches.failure()).isEqualTo(ExportFailure.UNAVAILABLE);
			});
		}
	}

	@Test
	void requestThatIsNotAnsweredIsOnDiskWithinTheDelayAndDeletedAfterwards() {
		try (FaultyCollector collector = new FaultyCollector()) {
			application(collector).withPropertyValues("tracing.export.spool.max-delay=8s").run((context) -> {
				Batches batches = new Batches(context);
				batches.sendAndWait(1);
				collector.becomes(Mood.HANGS);
				long start = System.nanoTime();
				CompletableResultCode result = batches.sendAndWait(5);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
				assertThat(result.isSuccess()).isTrue();
				assertThat(requests()).isOne();
				assertThat(context.getBean(Ledger.class).balance(Account.SPOOLED)).isEqualTo(5);
			});
			assertThat(requests()).isOne();
		}
	}

	@Test
	void oneRequestIsOnItsWayAtATimeAndTheOthersWaitOnDisk() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.HANGS);
			application(collector).run((context) -> {
				Batches batches = new Batches(context);
				List<CompletableResultCode> results = List.of(batches.send(1), batches.send(1), batches.send(1));
				assertThat(CompletableResultCode.ofAll(results).join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
				assertThat(requests()).isEqualTo(3);
				assertThat(collector.attempts()).isOne();
			});
		}
	}

	@Test
	void requestsThatWaitForEachOtherAreAllSent() {
		try (FaultyCollector collector = new FaultyCollector()) {
			application(collector).run((context) -> {
				Batches batches = new Batches(context);
				for (int i = 0; i < 100; i++) {
					batches.send(1);
				}
				await().until(() -> context.getBean(Ledger.class).exported() == 100);
				assertThat(collector.names()).hasSize(100).doesNotHaveDuplicates();
				assertThat(requests()).isZero();
			});
		}
	}

	@Test
	void withoutADiskNobodyWaitsForTheOneThatIsNotAnswered() throws IOException {
		Path file = Files.createFile(this.directory.resolve("no-directory"));
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.HANGS);
			application(collector).withPropertyValues("tracing.export.spool.directory=" + file).run((context) -> {
				Batches batches = new Batches(context);
				batches.send(1);
				batches.send(1);
				await().until(() -> collector.attempts() == 2);
			});
		}
	}

	@Test
	void whatClosingCutsOffIsFoundByTheNextStart() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.HANGS);
			application(collector).run((context) -> {
				Batches batches = new Batches(context);
				batches.send(5);
				batches.send(5);
			});
			collector.becomes(Mood.TAKES);
			application(collector).run((context) -> {
				Ledger ledger = context.getBean(Ledger.class);
				await().until(() -> ledger.exported() == 10);
				assertThat(ledger.books().recovered()).isEqualTo(10);
				assertThat(collector.distinct()).isEqualTo(10);
			});
		}
	}

	@Test
	void spansWithoutATicketAreKeptToo() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			application(collector).run((context) -> {
				context.getBean(SpanExporter.class).export(List.of(Batches.span("one"), Batches.span("two")));
				Ledger ledger = context.getBean(Ledger.class);
				await().until(() -> ledger.balance(Account.SPOOLED) == 2);
				collector.becomes(Mood.TAKES);
				await().until(() -> collector.names().size() == 2);
				await().until(() -> ledger.balance(Account.SPOOLED) == 0);
			});
		}
	}

	@Test
	void whatIsRefusedOrRejectedFromDiskIsAccountedFor() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			application(collector).run((context) -> {
				Batches batches = new Batches(context);
				Ledger ledger = context.getBean(Ledger.class);
				batches.sendAndWait(5);
				collector.becomes(Mood.TAKES_ALL_BUT_TWO);
				await().until(() -> ledger.exported() == 3);
				assertThat(ledger.lost(Loss.REJECTED)).isEqualTo(2);
				collector.becomes(Mood.IS_UNAVAILABLE);
				batches.sendAndWait(5);
				collector.becomes(Mood.REFUSES);
				await().until(() -> ledger.lost(Loss.EXPORT_FAILED) == 5);
				assertThat(Batches.unexplained(ledger)).isZero();
				assertThat(requests()).isZero();
			});
		}
	}

	@Test
	void withoutADiskMemoryTriesAgain() throws IOException {
		Path file = Files.createFile(this.directory.resolve("no-directory"));
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			application(collector).withPropertyValues("tracing.export.spool.directory=" + file).run((context) -> {
				CompletableResultCode result = new Batches(context).send(5);
				await().until(() -> collector.attempts() > 1);
				assertThat(result.isDone()).isFalse();
				collector.becomes(Mood.TAKES);
				await().until(result::isDone);
				assertThat(collector.names()).hasSize(5);
				assertThat(context.getBean(Ledger.class).exported()).isEqualTo(5);
			});
		}
	}

	@Test
	void noCredentialIsOnDisk() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			application(collector).withBean(ExportHeaders.class, () -> () -> Map.of("Authorization", "s3cr3t"))
				.run((context) -> {
					new Batches(context).sendAndWait(5);
					await().until(() -> collector.tokens().contains("[s3cr3t]"));
					assertThat(context.getBean(Spool.class).requests()).isOne();
					try (Stream<Path> files = Files.walk(this.directory)) {
						assertThat(files.filter(Files::isRegularFile)).allSatisfy(
								(path) -> assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
									.doesNotContain("s3cr3t"));
					}
				});
		}
	}

	private ApplicationContextRunner application(FaultyCollector collector) {
		return Batches.application(collector.endpoint())
			.withPropertyValues("tracing.export.spool.enabled=true",
					"tracing.export.spool.directory=" + this.directory.resolve("spool"),
					"tracing.export.spool.max-requests-per-second=200");
	}

	private long requests() {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter((file) -> file.toString().endsWith(".otlp")).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
