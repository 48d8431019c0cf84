/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When to try again.
 */
class PatienceTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final Circuit circuit = new Circuit(new CircuitProperties(3, Duration.ofSeconds(5), Duration.ofMinutes(5)));

	@Test
	void pausesGrowUpToALimitAndScatter() {
		RetryProperties properties = new RetryProperties(Duration.ofSeconds(1), Duration.ofSeconds(5), 2, 0.2);
		Backoff middle = new Backoff(properties, () -> 0.5);
		assertThat(middle.nanosAfter(1)).isEqualTo(SECOND);
		assertThat(middle.nanosAfter(3)).isEqualTo(4 * SECOND);
		assertThat(middle.nanosAfter(1000)).isEqualTo(5 * SECOND);
		assertThat(new Backoff(properties, () -> 0).nanosAfter(1)).isEqualTo(SECOND * 8 / 10);
		assertThat(new Backoff(properties, () -> 1).nanosAfter(1)).isEqualTo(SECOND * 12 / 10);
	}

	@Test
	void circuitOpensAfterFailuresInARowAndLetsOneProbeThrough() {
		fail(0);
		fail(0);
		assertThat(this.circuit.permit(0)).isZero();
		fail(0);
		assertThat(this.circuit.permit(0)).isEqualTo(5 * SECOND);
		assertThat(this.circuit.permit(5 * SECOND)).isZero();
		assertThat(this.circuit.permit(5 * SECOND)).isPositive();
		fail(6 * SECOND);
		assertThat(this.circuit.permit(6 * SECOND)).isEqualTo(5 * SECOND);
		assertThat(this.circuit.permit(11 * SECOND)).isZero();
		this.circuit.succeeded();
		assertThat(this.circuit.permit(11 * SECOND)).isZero();
		assertThat(this.circuit.isClosed()).isTrue();
	}

	@Test
	void successInBetweenStartsTheCountAnew() {
		fail(0);
		fail(0);
		this.circuit.succeeded();
		fail(0);
		fail(0);
		assertThat(this.circuit.isClosed()).isTrue();
	}

	@Test
	void pauseThatTheCollectorAsksForIsKeptButNotForEver() {
		this.circuit.failed(0, Duration.ofSeconds(30));
		assertThat(this.circuit.permit(SECOND)).isEqualTo(29 * SECOND);
		this.circuit.succeeded();
		this.circuit.failed(0, Duration.ofDays(365));
		assertThat(this.circuit.permit(0)).isEqualTo(300 * SECOND);
	}

	@Test
	void dateInTheFarFutureIsAPauseLikeAnyOther() {
		Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
		this.circuit.failed(0, RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", clock));
		assertThat(this.circuit.permit(0)).isEqualTo(300 * SECOND);
	}

	@Test
	void failuresThatComeLateDoNotProlongThePause() {
		fail(0);
		fail(0);
		fail(0);
		fail(4 * SECOND);
		assertThat(this.circuit.permit(4 * SECOND)).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "3|3", "0|0", "' 7 '|7", "99999999999999999999|999999999", "-1|0", "soon|0",
			"''|0", "Thu, 01 Jan 2026 00:00:20 GMT|20", "Wed, 31 Dec 2025 00:00:20 GMT|0" })
	void retryAfterIsSecondsOrADate(String value, long seconds) {
		Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
		assertThat(RetryAfter.parse(value, clock)).isEqualTo(Duration.ofSeconds(seconds));
	}

	private void fail(long now) {
		this.circuit.failed(now, Duration.ZERO);
	}

}
