/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.LedgerAutoConfiguration;
import dev.tracing.boot.ledger.Loss;
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
 * A collector that is gone for fifteen seconds while spans go on ending, for one
 * application with a spool and one without.
 */
@Timeout(120)
class OutageTests {

	private static final Duration OUTAGE = Duration.ofSeconds(15);

	@TempDir
	private Path directory;

	@Test
	void nothingIsLostWithTheSpoolAndAllIsAccountedForWithoutIt() {
		try (FaultyCollector first = new FaultyCollector();
				FaultyCollector second = new FaultyCollector();
				ConfigurableApplicationContext kept = start(first, "--tracing.export.spool.enabled=true",
						"--tracing.export.spool.directory=" + this.directory);
				ConfigurableApplicationContext unkept = start(second, "--tracing.export.batch.max-queue-size=512")) {
			List<Tracer> tracers = List.of(tracer(kept), tracer(unkept));
			int sent = endSpans(tracers, 0, Duration.ofSeconds(1));
			await().until(() -> first.distinct() > 0 && second.distinct() > 0);
			first.down();
			second.down();
			sent = endSpans(tracers, sent, OUTAGE);
			first.up();
			second.up();
			int all = endSpans(tracers, sent, Duration.ofSeconds(1));

			Ledger keptBooks = kept.getBean(Ledger.class);
			await().atMost(Duration.ofSeconds(30)).until(() -> keptBooks.exported() == all);
			assertThat(first.distinct()).isEqualTo(all);
			assertThat(lost(keptBooks)).isZero();

			Ledger books = unkept.getBean(Ledger.class);
			await().atMost(Duration.ofSeconds(30)).until(() -> books.exported() + lost(books) == all);
			assertThat(lost(books)).isPositive();
			assertThat(books.lost(Loss.QUEUE_FULL)).isPositive();
			// What was on its way when the collector went may have arrived unanswered.
			assertThat((long) second.distinct()).isBetween(books.exported(), books.exported() + 512);
			for (Ledger each : List.of(keptBooks, books)) {
				assertThat(each.started()).isEqualTo(all);
				assertThat(Batches.unexplained(each)).isZero();
				assertThat(Arrays.stream(Account.values()).mapToLong(each::balance).sum()).isZero();
			}
		}
	}

	@Test
	void fullBatchesBehindACollectorThatTakesItsTimeGoToDiskAndNoneIsLost() {
		try (FaultyCollector collector = new FaultyCollector();
				ConfigurableApplicationContext kept = start(collector, "--tracing.export.spool.enabled=true",
						"--tracing.export.spool.directory=" + this.directory)) {
			collector.becomes(FaultyCollector.Mood.TAKES_ITS_TIME);
			Tracer tracer = tracer(kept);
			int all = 30_000;
			long start = System.nanoTime();
			for (int i = 0; i < all; i++) {
				tracer.spanBuilder("span-" + i).startSpan().end();
				// Ten thousand in a second: more than one request after the other brings.
				while (System.nanoTime() - start < i * 100_000L) {
					Thread.onSpinWait();
				}
			}
			Ledger books = kept.getBean(Ledger.class);
			await().until(() -> books.exported() + lost(books) == all);
			assertThat(lost(books)).isZero();
			assertThat(collector.distinct()).isEqualTo(all);
			assertThat(Batches.unexplained(books)).isZero();
		}
	}

	// A thousand in a second; returns how many there are.
	private static int endSpans(List<Tracer> tracers, int before, Duration time) {
		int count = before;
		for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; count++) {
			String name = "span-" + count;
			tracers.forEach((tracer) -> tracer.spanBuilder(name).startSpan().end());
			LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
		}
		return count;
	}

	private static long lost(Ledger ledger) {
		return Arrays.stream(Loss.values()).mapToLong(ledger::lost).sum();
	}

	private static Tracer tracer(ConfigurableApplicationContext context) {
		return context.getBean(OpenTelemetry.class).getTracer("test");
	}

	private static ConfigurableApplicationContext start(FaultyCollector collector, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--management.tracing.sampling.probability=1.0",
				"--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint()));
		arguments.addAll(List.of(properties));
		return new SpringApplicationBuilder(KillableProcess.OnlyExport.class, LedgerAutoConfiguration.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(arguments.toArray(String[]::new));
	}

}
