/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Every cause has the number of what it cost, and a property to look at.
 */
class ChecklistTests {

	private final Ledger ledger = new Ledger();

	private final ExportLog log = new ExportLog("default", this.ledger, Clock.systemUTC());

	@Test
	void causesHaveTheNumbersOfTheBooks() {
		start(100);
		this.ledger.move(Account.LIVE, Account.QUEUED, 90);
		lose(Account.QUEUED, Loss.QUEUE_FULL, 1);
		lose(Account.QUEUED, Loss.REJECTED, 2);
		lose(Account.QUEUED, Loss.FILTERED, 3);
		lose(Account.QUEUED, Loss.SHUTDOWN, 4);
		lose(Account.LIVE, Loss.LEAKED, 3);
		lose(Account.BUFFERED, Loss.EVICTED, 6);
		this.ledger.move(Account.QUEUED, Account.SPOOLED, 30);
		lose(Account.SPOOLED, Loss.EXPIRED, 8);
		lose(Account.SPOOLED, Loss.SPOOL_FULL, 9);
		this.ledger.export(Account.QUEUED, 10);
		fail(ExportFailure.CONNECTION, 11);
		fail(ExportFailure.TIMEOUT, 12);
		fail(ExportFailure.UNAVAILABLE, 13);
		fail(ExportFailure.REFUSED, 14);
		fail(ExportFailure.OTHER, 15);
		assertThat(counts(List.of(this.log), Map.of("ratio", 16L, "rule:health", 17L))).containsExactly(
				entry("not sampled", 33L), entry("context lost", 18L), entry("no destination", 0L),
				entry("dropped before the export", 1L), entry("evicted before the verdict", 6L), entry("network", 11L),
				entry("timeout", 12L), entry("collector unavailable", 13L), entry("export refused", 14L),
				entry("other failures", 15L), entry("refused by the collector", 2L), entry("taken out by a filter", 3L),
				entry("lost at the end", 4L), entry("lost on disk", 17L), entry("not ended yet", 7L),
				entry("never ended", 3L), entry("waiting", 40L + 13L));
	}

	@Test
	void applicationWithoutDestinationSaysSo() {
		assertThat(counts(List.of(), Map.of())).containsEntry("no destination", 1L).doesNotContainKey("network");
	}

	private Map<String, Long> counts(List<ExportLog> logs, Map<String, Long> unsampled) {
		Map<String, Long> counts = new LinkedHashMap<>();
		new Checklist(() -> 18, () -> new ExportLogs(logs)).answers(this.ledger.books(), unsampled)
			.forEach((answer) -> {
				assertThat(answer.get("property").toString()).as("%s", answer).containsPattern("^(tracing|logging)\\.");
				assertThat(answer.get("meaning").toString()).isNotBlank();
				counts.put(answer.get("cause").toString(), (Long) answer.get("count"));
			});
		return counts;
	}

	private void start(int spans) {
		for (int i = 0; i < spans; i++) {
			this.ledger.start(true);
		}
	}

	private void lose(Account from, Loss reason, int spans) {
		this.ledger.lose(from, reason, spans);
	}

	private void fail(ExportFailure failure, int exports) {
		for (int i = 0; i < exports; i++) {
			this.log.begin();
			this.log.fail(failure, 1);
		}
	}

}
