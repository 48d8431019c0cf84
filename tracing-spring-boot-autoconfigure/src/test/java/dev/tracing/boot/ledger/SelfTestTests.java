/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import dev.tracing.boot.DeadPort;
import dev.tracing.boot.OtlpReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the endpoint answers to who misses a span.
 */
class SelfTestTests {

	@Test
	void selfTestSendsASpanThroughEveryStageWhateverTheSamplerSays() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.sampling.ratio=0.0", "--tracing.export.batch.schedule-delay=1m")) {
			HttpResponse<String> answer = application.post("/actuator/tracing/self-test");
			System.out.println("Self-test: " + answer.body());
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"outcome\":\"exported\"", "\"started\"", "\"ended and queued\"",
					"\"batched and redacted\"", "afterMillis");
			assertThat(collector.spans()).singleElement()
				.satisfies((span) -> assertThat(span.getName()).isEqualTo("test_span"));
			application.get("/hello");
			String missing = application.get("/actuator/tracing/missing-spans").body();
			System.out.println("Missing spans: " + missing);
			assertThat(missing).contains("{\"name\":\"test_span\",\"exported\":1}", "\"cause\":\"not sampled\"",
					"\"cause\":\"network\"", "\"cause\":\"timeout\"", "\"exported\":1",
					"\"property\":\"tracing.sampling.rescue.max-traces\"");
		}
	}

	@Test
	void selfTestSaysWhereItStoppedAndWhatToLookAt() {
		String dead;
		try (OtlpReceiver collector = OtlpReceiver.http()) {
			dead = collector.endpoint();
		}
		try (OperatedApplication application = new OperatedApplication(
				"--tracing.export.endpoint=" + dead + "/v1/traces", "--tracing.export.batch.timeout=5s",
				"--tracing.export.shutdown-timeout=100ms")) {
			String answer = application.post("/actuator/tracing/self-test").body();
			System.out.println("Self-test: " + answer);
			assertThat(answer).contains("\"outcome\":\"stopped\"", "\"stoppedAt\":\"export\"",
					"\"property\":\"tracing.export.endpoint\"");
			assertThat(application.get("/actuator/tracing/missing-spans").body())
				.contains("{\"name\":\"test_span\",\"not-exported\":1}");
			assertThat(application.post("/actuator/tracing/flush").body()).contains("\"flushed\"", "\"millis\"");
		}
		try (OperatedApplication application = new OperatedApplication()) {
			assertThat(application.post("/actuator/tracing/self-test").body()).contains("\"stoppedAt\":\"destination\"",
					"tracing.export.endpoint");
		}
	}

	@Test
	void selfTestSaysThatTheSpanIsOnDiskAndNotThatItArrived(@TempDir Path directory) {
		try (DeadPort dead = new DeadPort()) {
			selfTestSaysThatTheSpanIsOnDisk(directory, "http://localhost:" + dead.port());
		}
	}

	private static void selfTestSaysThatTheSpanIsOnDisk(Path directory, String dead) {
		try (OperatedApplication application = new OperatedApplication(
				"--tracing.export.endpoint=" + dead + "/v1/traces", "--tracing.export.spool.enabled=true",
				"--tracing.export.spool.directory=" + directory, "--tracing.export.timeout=500ms")) {
			for (int i = 0; i < 5; i++) {
				assertThat(application.post("/actuator/tracing/self-test").body()).contains("\"outcome\":\"on disk\"");
			}
		}
	}

	@Test
	void selfTestStopsAtTheQueueBehindBatchesThatAreNotAnswered() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=http://localhost:" + silent.getLocalPort() + "/v1/traces",
						"--tracing.export.batch.max-batch-size=1", "--tracing.export.batch.timeout=2s",
						"--tracing.export.concurrency=1", "--tracing.export.shutdown-timeout=100ms")) {
			for (int i = 0; i < 5; i++) {
				application.get("/hello");
			}
			long start = System.nanoTime();
			assertThat(application.post("/actuator/tracing/self-test").body()).contains("\"outcome\":\"stopped\"",
					"\"stoppedAt\":\"queue\"", "\"property\":\"tracing.export.concurrency\"");
			// The time for an export is 2 seconds, and without it this would never end.
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1),
					Duration.ofSeconds(20));
		}
	}

	@Test
	void selfTestStopsAtTheQueueThatIsFull() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=http://localhost:" + silent.getLocalPort() + "/v1/traces",
						"--tracing.export.batch.max-batch-size=1", "--tracing.export.batch.max-queue-size=2",
						"--tracing.export.batch.timeout=5s", "--tracing.export.concurrency=1",
						"--tracing.export.shutdown-timeout=100ms")) {
			await().until(() -> {
				application.get("/fail");
				return application.ledger().lost(Loss.QUEUE_FULL) > 0;
			});
			assertThat(application.post("/actuator/tracing/self-test").body()).contains("\"stoppedAt\":\"queue\"",
					"\"property\":\"tracing.export.batch.max-queue-size\"");
			assertThat(application.get("/actuator/tracing/missing-spans").body())
				.contains("{\"name\":\"test_span\",\"queue-full\":1}");
		}
	}

	@Test
	void selfTestStopsAtTheFilterOnlyIfItTookThatSpanOut() {
		try (OtlpReceiver collector = OtlpReceiver.http()) {
			String endpoint = "--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces";
			try (OperatedApplication application = new OperatedApplication(endpoint, "--filtered-span=test_span")) {
				assertThat(application.post("/actuator/tracing/self-test").body()).contains("\"outcome\":\"stopped\"",
						"\"stoppedAt\":\"filter\"", "\"property\":\"logging.level.dev.tracing.boot\"");
				assertThat(application.ledger().lost(Loss.FILTERED)).isEqualTo(1);
			}
			try (OperatedApplication application = new OperatedApplication(endpoint, "--filtered-span=greeting.make",
					"--tracing.export.batch.schedule-delay=1m")) {
				application.get("/hello");
				assertThat(application.post("/actuator/tracing/self-test").body()).contains("\"outcome\":\"exported\"");
				assertThat(application.ledger().lost(Loss.FILTERED)).isEqualTo(1);
			}
		}
	}

	@Test
	void spanWhoseContextWasLostIsAmongTheCauses() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces")) {
			application.get("/hello");
			assertThat(application.get("/actuator/tracing/missing-spans").body())
				.contains("\"cause\":\"context lost\",\"count\":0");
			application.get("/lost");
			assertThat(application.get("/actuator/tracing/missing-spans").body())
				.contains("\"cause\":\"context lost\",\"count\":1");
		}
	}

	@Test
	void flushSendsWhatWaits() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.export.batch.schedule-delay=1m")) {
			application.get("/hello");
			await().untilAsserted(
					() -> assertThat(application.ledger().balance(Account.QUEUED)).isGreaterThanOrEqualTo(2));
			assertThat(application.post("/actuator/tracing/flush").body()).contains("\"flushed\":true");
			assertThat(collector.spans()).extracting((span) -> span.getName()).contains("GET /hello", "greeting.make");
		}
	}

	@Test
	void whatIsRecordedAndNotRescuedHasAName() {
		try (OtlpReceiver collector = OtlpReceiver.http();
				OperatedApplication application = new OperatedApplication(
						"--tracing.export.endpoint=" + collector.endpoint() + "/v1/traces",
						"--tracing.sampling.ratio=0.0", "--tracing.sampling.rescue.enabled=true",
						"--tracing.sampling.rescue.max-cpu=1.0", "--tracing.sampling.rescue.max-heap-after-gc=1.0",
						"--tracing.sampling.rescue.slower-than=1h")) {
			application.get("/hello");
			await().untilAsserted(() -> assertThat(application.get("/actuator/tracing/missing-spans").body())
				.contains("{\"name\":\"GET /hello\",\"not-sampled\":1}"));
		}
	}

}
