/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class ExportHealthTests {

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final ExportLog log = log("default");

	private final ExportLog further = log("audit");

	@Test
	void isDegradedOnceEveryExportHasFailedForTheThreshold() {
		assertThat(health(START).getStatus()).isEqualTo(Status.UP);
		this.log.begin();
		this.log.fail(ExportFailure.CONNECTION, 1);
		assertThat(health(START.plusSeconds(59)).getStatus()).isEqualTo(Status.UP);
		Health degraded = health(START.plusSeconds(60));
		assertThat(degraded.getStatus()).isEqualTo(ExportHealth.DEGRADED);
		assertThat(degraded.getDetails()).containsEntry("default.failingSince", START.toString());
		this.log.begin();
		this.log.succeed(1);
		assertThat(health(START.plusSeconds(60)).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void oneDestinationThatFailsIsEnough() {
		this.further.begin();
		this.further.fail(ExportFailure.TIMEOUT, 1);
		Health health = health(START.plusSeconds(60));
		assertThat(health.getStatus()).isEqualTo(ExportHealth.DEGRADED);
		assertThat(health.getDetails().get("audit")).asString().startsWith("failing");
		assertThat(health.getDetails().get("default")).asString().startsWith("exporting");
	}

	@Test
	void isUnknownWhereNobodyTells() {
		assertThat(new ExportHealth(() -> null, Duration.ofMinutes(1), clock(START)).health().getStatus())
			.isEqualTo(Status.UNKNOWN);
		assertThat(new ExportHealth(() -> new ExportLogs(List.of()), Duration.ofMinutes(1), clock(START)).health()
			.getStatus()).isEqualTo(Status.UNKNOWN);
	}

	private Health health(Instant now) {
		return new ExportHealth(() -> new ExportLogs(List.of(this.log, this.further)), Duration.ofMinutes(1),
				clock(now))
			.health();
	}

	private static ExportLog log(String destination) {
		return new ExportLog(destination, new Ledger(), clock(START));
	}

	private static Clock clock(Instant now) {
		return Clock.fixed(now, ZoneOffset.UTC);
	}

}
