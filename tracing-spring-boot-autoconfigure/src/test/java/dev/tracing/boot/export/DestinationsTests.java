/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.ExportStage;
import dev.tracing.boot.OtlpReceiver;
import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.ExportLog;
import dev.tracing.boot.ledger.ExportLogs;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.ledger.SentBytes;
import dev.tracing.boot.otlp.ExportHeaders;
import dev.tracing.boot.spool.Carrier.Fate;
import dev.tracing.boot.spool.Carrier.Receipt;
import dev.tracing.boot.spool.Spool;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Several collectors on real ports.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DestinationsTests {

	private static final String BACKUP = "--tracing.export.destinations.backup.";

	@Test
	void everyDestinationReceivesTheSpansWithItsOwnHeaders(CapturedOutput output) {
		try (OtlpReceiver first = OtlpReceiver.http();
				OtlpReceiver second = OtlpReceiver.http();
				OtlpReceiver third = OtlpReceiver.grpc()) {
			try (ConfigurableApplicationContext context = run("--tracing.export.endpoint=" + first.endpoint(),
					"--tracing.export.headers.authorization=first", BACKUP + "endpoint=" + second.endpoint(),
					BACKUP + "headers.x-tenant=second", BACKUP + "compression=gzip",
					"--tracing.export.destinations.vendor.endpoint=" + third.endpoint(),
					"--tracing.export.destinations.vendor.protocol=grpc")) {
				end(context, 3);
				assertThat(context.getBean(ExportLogs.class).all()).extracting(ExportLog::destination)
					.containsExactly("default", "backup", "vendor");
			}
			assertThat(List.of(first, second, third)).allSatisfy((receiver) -> assertThat(receiver.spans()).hasSize(3));
			assertThat(first.headers().get(0)).containsEntry("Authorization", List.of("first"));
			assertThat(second.headers().get(0)).doesNotContainKey("Authorization")
				.containsEntry("X-tenant", List.of("second"))
				.containsEntry("Content-encoding", List.of("gzip"));
			assertThat(third.headers().get(0)).doesNotContainKey("authorization");
			assertThat(output).contains(" and to [backup, vendor]");
		}
	}

	@Test
	void hangingDestinationStarvesNoOther() throws IOException {
		try (OtlpReceiver healthy = OtlpReceiver.http();
				ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			List<ExportLog> logs;
			Duration closing;
			try (ConfigurableApplicationContext context = run(
					"--tracing.export.endpoint=http://localhost:" + hanging.getLocalPort(),
					"--tracing.export.batch.max-queue-size=8", "--tracing.export.batch.max-batch-size=4",
					BACKUP + "endpoint=" + healthy.endpoint(), BACKUP + "max-queue-size=8",
					"--tracing.export.shutdown-timeout=1s", "--tracing.export.timeout=60s",
					"--tracing.export.batch.timeout=60s", "--tracing.export.batch.schedule-delay=10m")) {
				logs = context.getBean(ExportLogs.class).all();
				for (int sent = 4; sent <= 100; sent += 4) {
					end(context, 4);
					int expected = sent;
					await().until(() -> healthy.spans().size() == expected);
				}
				assertThat(logs.get(0).inFlight()).isEqualTo(2);
				long start = System.nanoTime();
				context.close();
				closing = Duration.ofNanos(System.nanoTime() - start);
			}
			assertThat(closing).isLessThan(Duration.ofSeconds(4));
			Ledger first = logs.get(0).ledger();
			Ledger second = logs.get(1).ledger();
			// Two batches under way and a full queue are lost at the end.
			assertThat(first.lost(Loss.SHUTDOWN)).isEqualTo(16);
			assertThat(first.lost(Loss.QUEUE_FULL)).isEqualTo(84);
			assertThat(first.exported()).isZero();
			assertThat(first.balance(Account.QUEUED)).isZero();
			assertThat(second.owed()).isEqualTo(100);
			assertThat(second.exported()).isEqualTo(100);
			assertThat(second.balance(Account.QUEUED)).isZero();
		}
	}

	@Test
	void stagesSeeEachSpanOnce() {
		try (OtlpReceiver first = OtlpReceiver.http(); OtlpReceiver second = OtlpReceiver.http()) {
			AtomicInteger seen;
			try (ConfigurableApplicationContext context = run("--tracing.export.endpoint=" + first.endpoint(),
					BACKUP + "endpoint=" + second.endpoint())) {
				seen = context.getBean("seen", AtomicInteger.class);
				end(context, 5);
			}
			assertThat(seen).hasValue(5);
			assertThat(first.spans()).hasSize(5);
			assertThat(second.spans()).extracting(Span::getName).containsOnly("work").hasSize(5);
		}
	}

	@Test
	void suppliedHeadersReachTheFirstDestinationOnly() {
		try (OtlpReceiver first = OtlpReceiver.http();
				OtlpReceiver second = OtlpReceiver.http();
				OtlpReceiver third = OtlpReceiver.grpc()) {
			try (ConfigurableApplicationContext context = run("--tracing.export.endpoint=" + first.endpoint(),
					BACKUP + "endpoint=" + second.endpoint(),
					"--tracing.export.destinations.vendor.endpoint=" + third.endpoint(),
					"--tracing.export.destinations.vendor.protocol=grpc", "--supplied-header=x-token")) {
				end(context, 1);
			}
			assertThat(first.headers().get(0)).containsEntry("X-token", List.of("secret"));
			assertThat(second.headers().get(0)).doesNotContainKey("X-token");
			assertThat(third.headers().get(0)).doesNotContainKey("x-token");
		}
	}

	@Test
	void spoolIsForTheFirstDestination(@TempDir Path directory) throws IOException {
		try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ServerSocket second = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			List<ExportLog> logs;
			try (ConfigurableApplicationContext context = run(
					"--tracing.export.endpoint=http://localhost:" + hanging.getLocalPort(),
					BACKUP + "endpoint=http://localhost:" + second.getLocalPort(),
					"--tracing.export.spool.enabled=true", "--tracing.export.spool.directory=" + directory,
					"--tracing.export.shutdown-timeout=3s")) {
				logs = context.getBean(ExportLogs.class).all();
				end(context, 3);
			}
			assertThat(logs.get(0).ledger().balance(Account.SPOOLED)).isEqualTo(3);
			assertThat(logs.get(1).ledger().balance(Account.SPOOLED)).isZero();
			assertThat(logs.get(1).ledger().lost(Loss.SHUTDOWN)).isEqualTo(3);
		}
	}

	@Test
	void destinationAloneIsTheFirst(CapturedOutput output) {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			try (ConfigurableApplicationContext context = run(BACKUP + "endpoint=" + receiver.endpoint())) {
				end(context, 1);
				assertThat(context.getBean(ExportLogs.class).all()).extracting(ExportLog::destination)
					.containsExactly("backup");
			}
			assertThat(receiver.spans()).hasSize(1);
			assertThat(output).contains("export to [backup]");
		}
	}

	@Test
	void destinationAloneHasWhatTheFirstHas(@TempDir Path directory) {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			try (ConfigurableApplicationContext context = run(BACKUP + "endpoint=" + receiver.endpoint(),
					"--tracing.export.headers.authorization=endpoints", "--supplied-header=x-token",
					"--tracing.export.spool.enabled=true", "--tracing.export.spool.directory=" + directory)) {
				end(context, 1);
				await().until(() -> context.getBean(SentBytes.class).bytes() > 0);
				assertThat(context.getBean(Spool.class).start((request, spans) -> new Receipt(Fate.NOT_NOW, 0)))
					.isFalse();
			}
			assertThat(receiver.headers().get(0)).containsEntry("X-token", List.of("secret"))
				.doesNotContainKey("Authorization");
		}
	}

	@Test
	void bytesOfFurtherDestinationsAreNotCounted() {
		try (OtlpReceiver first = OtlpReceiver.http(); OtlpReceiver second = OtlpReceiver.http()) {
			SentBytes sent;
			try (ConfigurableApplicationContext context = run("--tracing.export.endpoint=" + first.endpoint(),
					BACKUP + "endpoint=" + second.endpoint())) {
				sent = context.getBean(SentBytes.class);
				end(context, 1);
				await().until(() -> !second.spans().isEmpty());
			}
			assertThat(sent.spans()).isOne();
		}
	}

	@Test
	void disabledExportHasNoDestinations() {
		try (OtlpReceiver receiver = OtlpReceiver.http()) {
			try (ConfigurableApplicationContext context = run(BACKUP + "endpoint=" + receiver.endpoint(),
					"--tracing.export.enabled=false")) {
				end(context, 1);
				assertThat(context.getBean(ExportLogs.class).all()).isEmpty();
			}
			assertThat(receiver.spans()).isEmpty();
		}
	}

	@Test
	void destinationWithoutAddressIsRefused() {
		assertRefused("tracing.export.destinations.backup.endpoint", BACKUP + "timeout=1s");
		assertRefused("tracing.export.destinations.backup.endpoint", BACKUP + "endpoint=collector:4318");
	}

	@Test
	void queueThatIsSmallerThanABatchIsRefused() {
		assertRefused("tracing.export.destinations.backup.max-queue-size", BACKUP + "endpoint=http://localhost:4318",
				BACKUP + "max-queue-size=511");
	}

	private static void assertRefused(String property, String... args) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> run(args))
			.havingRootCause()
			.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
					(ex) -> assertThat(ex.getName()).isEqualTo(property));
	}

	private static ConfigurableApplicationContext run(String... args) {
		List<String> all = new ArrayList<>(List.of(args));
		all.add("--tracing.sampling.ratio=1.0");
		return new SpringApplicationBuilder(EmptyApplication.class).web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.properties("tracing.export.batch.schedule-delay=20ms")
			.run(all.toArray(String[]::new));
	}

	private static void end(ConfigurableApplicationContext context, int spans) {
		for (int i = 0; i < spans; i++) {
			context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan().end();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

		@Bean
		@ConditionalOnProperty("supplied-header")
		ExportHeaders headers(@Value("${supplied-header}") String name) {
			return () -> Map.of(name, "secret");
		}

		@Bean
		AtomicInteger seen() {
			return new AtomicInteger();
		}

		@Bean
		ExportStage counting(AtomicInteger seen) {
			return (sinks) -> new WatchedSpans(sinks, (spans) -> seen.addAndGet(spans.size()));
		}

	}

}
