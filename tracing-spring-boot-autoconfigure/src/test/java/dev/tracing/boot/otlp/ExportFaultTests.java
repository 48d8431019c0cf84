/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.ledger.SentBytes;
import dev.tracing.boot.otlp.FaultyCollector.Mood;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector in all its moods, without a spool: what is lost is accounted for to the
 * span, and what can be saved by patience is saved.
 */
@Timeout(60)
class ExportFaultTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(Courier.class, Level.WARN);

	@ParameterizedTest
	@CsvSource({ "HANGS, TIMEOUT", "DROPS, CONNECTION", "IS_BUSY, UNAVAILABLE", "IS_UNAVAILABLE, UNAVAILABLE",
			"DENIES, REFUSED", "REFUSES, REFUSED" })
	void whatIsNeverTakenIsLostAndCounted(Mood mood, ExportFailure failure) {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(mood);
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=700ms")
				.run((context) -> {
					Ledger ledger = context.getBean(Ledger.class);
					Batches batches = new Batches(context);
					assertThat(batches.sendAndWait(5).isSuccess()).isFalse();
					assertThat(batches.failure()).isEqualTo(failure);
					assertThat(ledger.lost(Loss.EXPORT_FAILED)).isEqualTo(5);
					assertThat(Batches.unexplained(ledger)).isZero();
					assertThat(ledger.balance(Account.QUEUED)).isZero();
				});
			assertThat(collector.names()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "DROPS", "IS_BUSY", "IS_UNAVAILABLE" })
	void whatPassesIsWaitedFor(Mood mood) {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(mood);
			Batches.application(collector.endpoint()).run((context) -> {
				Batches batches = new Batches(context);
				CompletableResultCode result = batches.send(5);
				await().until(() -> batches.failure() != null);
				collector.becomes(Mood.TAKES);
				await().until(result::isDone);
				assertThat(result.isSuccess()).isTrue();
				assertThat(batches.failure()).isNull();
				assertThat(collector.names()).hasSize(5);
				assertThat(context.getBean(Ledger.class).exported()).isEqualTo(5);
			});
		}
	}

	@Test
	void nothingIsSentLongerThanItsBatchIsWaitedFor() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=1h",
						"management.opentelemetry.tracing.export.timeout=700ms")
				.run((context) -> {
					CompletableResultCode result = new Batches(context).sendAndWait(5);
					assertThat(result.isDone()).isTrue();
					assertThat(result.isSuccess()).isFalse();
				});
		}
	}

	@Test
	void collectorThatComesBackIsFoundWithinTheTimeout() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.down();
			Batches.application(collector.endpoint()).run((context) -> {
				CompletableResultCode result = new Batches(context).send(5);
				collector.up();
				await().until(result::isDone);
				assertThat(result.isSuccess()).isTrue();
				assertThat(collector.names()).hasSize(5);
			});
		}
	}

	@Test
	void proxyIsAskedForACollectorThatOnlyItKnows() {
		try (FaultyCollector proxy = new FaultyCollector()) {
			ProxyOptions options = ProxyOptions
				.create(new InetSocketAddress("localhost", URI.create(proxy.endpoint()).getPort()));
			Batches.application("http://collector.invalid:4318/v1/traces")
				.withBean(OtlpHttpSpanExporterBuilderCustomizer.class, () -> (builder) -> builder.setProxy(options))
				.run((context) -> {
					assertThat(new Batches(context).sendAndWait(3).isSuccess()).isTrue();
					assertThat(proxy.names()).hasSize(3);
				});
		}
	}

	@Test
	void noAttemptIsMadeBeforeRetryAfter() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_BUSY_ONCE);
			Batches.application(collector.endpoint()).run((context) -> {
				assertThat(new Batches(context).sendAndWait(1).isSuccess()).isTrue();
				assertThat(collector.attempts()).isEqualTo(2);
				assertThat(collector.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
			});
		}
	}

	@Test
	void deadCollectorIsOnlyProbed() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=2s",
						"tracing.export.circuit.probe-interval=1s")
				.run((context) -> {
					Batches batches = new Batches(context);
					for (int i = 0; i < 19; i++) {
						batches.send(1);
					}
					batches.sendAndWait(1);
					// Each of the twenty once at most before the circuit opens, then the
					// probes.
					assertThat(collector.attempts()).isLessThanOrEqualTo(23);
					Ledger ledger = context.getBean(Ledger.class);
					await().until(() -> ledger.lost(Loss.EXPORT_FAILED) == 20);
				});
		}
	}

	@Test
	void requestThatIsSentAgainIsTheSameHoweverManyWereMadeMeanwhile() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.IS_UNAVAILABLE);
			Batches.application(collector.endpoint()).run((context) -> {
				Batches batches = new Batches(context);
				List<CompletableResultCode> results = List.of(batches.send(2), batches.send(30), batches.send(5));
				await().until(() -> collector.attempts() >= 3);
				collector.becomes(Mood.TAKES);
				assertThat(CompletableResultCode.ofAll(results).join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
				assertThat(collector.names()).hasSize(37).doesNotHaveDuplicates();
				assertThat(collector.names()).allMatch((name) -> name.matches("span-\\d+"));
			});
		}
	}

	@Test
	void spansThatTheCollectorRejectsAreCounted() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.TAKES_ALL_BUT_TWO);
			Batches.application(collector.endpoint()).run((context) -> {
				new Batches(context).sendAndWait(5);
				Ledger ledger = context.getBean(Ledger.class);
				assertThat(ledger.lost(Loss.REJECTED)).isEqualTo(2);
				assertThat(ledger.exported()).isEqualTo(3);
				assertThat(Batches.unexplained(ledger)).isZero();
			});
			assertThat(this.log.messages())
				.containsOnlyOnce("The collector rejected 2 of 5 spans (tracing.export.endpoint): too old");
		}
	}

	@Test
	void garbageAfterTheFactChangesNothing() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.TAKES_AND_TALKS_GARBAGE);
			Batches.application(collector.endpoint()).run((context) -> {
				assertThat(new Batches(context).sendAndWait(5).isSuccess()).isTrue();
				assertThat(context.getBean(Ledger.class).exported()).isEqualTo(5);
			});
		}
	}

	@Test
	void serverThatSpeaksNoHttpCostsTheSpansAndNothingElse() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> talkGarbage(socket), "garbage");
			server.setDaemon(true);
			server.start();
			Batches.application("http://localhost:" + socket.getLocalPort() + "/v1/traces")
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.timeout=700ms")
				.run((context) -> {
					assertThat(new Batches(context).sendAndWait(5).isSuccess()).isFalse();
					assertThat(context.getBean(Ledger.class).lost(Loss.EXPORT_FAILED)).isEqualTo(5);
				});
		}
	}

	@Test
	void bytesAreCountedAsTheyTravel() {
		try (FaultyCollector collector = new FaultyCollector()) {
			Batches.application(collector.endpoint()).run((context) -> new Batches(context).sendAndWait(100));
			long[] sizes = new long[2];
			Batches.application(collector.endpoint()).run((context) -> {
				new Batches(context).sendAndWait(100);
				sizes[0] = context.getBean(SentBytes.class).bytes();
				assertThat(context.getBean(SentBytes.class).spans()).isEqualTo(100);
				assertThat(context.getBean(SentBytes.class).requests()).isOne();
			});
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.compression=gzip")
				.run((context) -> {
					new Batches(context).sendAndWait(100);
					sizes[1] = context.getBean(SentBytes.class).bytes();
				});
			assertThat(sizes[1]).isPositive().isLessThan(sizes[0]);
			assertThat(new HashSet<>(collector.names())).hasSize(100);
		}
	}

	@Test
	void spansWithoutATicketAreSentAllTheSame() {
		try (FaultyCollector collector = new FaultyCollector()) {
			Batches.application(collector.endpoint()).run((context) -> {
				CompletableResultCode result = context.getBean(SpanExporter.class)
					.export(List.of(Batches.span("alone")));
				await().until(result::isDone);
				assertThat(collector.names()).containsExactly("alone");
			});
		}
	}

	@Test
	void closingTellsWhatWasStillOnItsWay() {
		try (FaultyCollector collector = new FaultyCollector()) {
			collector.becomes(Mood.HANGS);
			Ledger[] ledger = new Ledger[1];
			Batches.application(collector.endpoint()).run((context) -> {
				ledger[0] = context.getBean(Ledger.class);
				new Batches(context).send(5);
				await().until(() -> collector.attempts() == 1);
			});
			await().until(() -> ledger[0].lost(Loss.SHUTDOWN) == 5);
			assertThat(Batches.unexplained(ledger[0])).isZero();
		}
	}

	private static void talkGarbage(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				socket.getOutputStream().write("220 smtp ready\r\n".getBytes());
			}
			catch (IOException ex) {
				return;
			}
		}
	}

}
