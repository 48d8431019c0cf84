/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Health of the exports. An application whose collector is dead serves its users as
 * before: the status for that is one of our own, which takes no part in the aggregate and
 * is answered with 200.
 */
final class ExportHealth extends AbstractHealthIndicator {

	static final Status DEGRADED = new Status("DEGRADED", "Spans are not exported");

	private final Supplier<@Nullable ExportLogs> logs;

	private final Duration degradedAfter;

	private final Clock clock;

	ExportHealth(Supplier<@Nullable ExportLogs> logs, Duration degradedAfter, Clock clock) {
		this.logs = logs;
		this.degradedAfter = degradedAfter;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ExportLogs found = this.logs.get();
		if (found == null) {
			builder.unknown().withDetail("reason", "The application's own processors do not tell what they export");
			return;
		}
		List<ExportLog> all = found.all();
		if (all.isEmpty()) {
			builder.unknown().withDetail("reason", "Spans stay local (tracing.export.endpoint is not set)");
			return;
		}
		builder.up();
		for (ExportLog log : all) {
			look(log, builder);
		}
	}

	private void look(ExportLog log, Health.Builder builder) {
		long since = log.failingSince();
		boolean failing = since > 0 && this.clock.millis() - since >= this.degradedAfter.toMillis();
		if (failing) {
			builder.status(DEGRADED);
		}
		builder.withDetail(log.destination(),
				String.format(Locale.ROOT, "%s: %d exports, last success %s, %d of %d spans waiting, %d lost",
						failing ? "failing" : "exporting", log.attempts(), time(log.lastSuccess()), log.queueSize(),
						log.queueCapacity(), log.ledger().lost()));
		if (since > 0) {
			builder.withDetail(log.destination() + ".failingSince", time(since));
		}
	}

	private static String time(long millis) {
		return (millis > 0) ? Instant.ofEpochMilli(millis).toString() : "never";
	}

}
