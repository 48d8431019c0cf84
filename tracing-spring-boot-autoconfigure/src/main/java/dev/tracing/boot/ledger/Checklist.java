/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The usual causes of missing spans, each with how often it was the cause and the
 * property to look at.
 */
final class Checklist {

	private final LongSupplier lostContexts;

	private final Supplier<@Nullable ExportLogs> logs;

	/**
	 * Creates a checklist.
	 * @param lostContexts how many spans began a trace although a parent was expected
	 * @param logs finds the logs of the exports; null if nobody keeps them
	 */
	Checklist(LongSupplier lostContexts, Supplier<@Nullable ExportLogs> logs) {
		this.lostContexts = lostContexts;
		this.logs = logs;
	}

	List<Map<String, Object>> answers(Books books, Map<String, Long> unsampled) {
		List<Map<String, Object>> answers = new ArrayList<>();
		answers.add(answer("not sampled", sum(unsampled), "tracing.sampling.ratio",
				"See 'unsampled' for the reasons, and the part 'sampling' for rules and ratios."));
		answers.add(answer("context lost", this.lostContexts.getAsLong(), "logging.level.dev.tracing.boot",
				"Spans that began a trace although a parent was expected; 'debug' tells where."));
		ExportLogs found = this.logs.get();
		List<ExportLog> all = (found != null) ? found.all() : List.of();
		answers.add(answer("no destination", all.isEmpty() ? 1 : 0, "tracing.export.endpoint",
				"1 if spans stay in this application."));
		answers.add(answer("dropped before the export", books.lost(Loss.QUEUE_FULL),
				"tracing.export.batch.max-queue-size", "The collector is too slow, or the queue too small."));
		answers.add(answer("evicted before the verdict", books.lost(Loss.EVICTED), "tracing.sampling.rescue.max-traces",
				"Too many traces for the rescue, or too large for 'max-bytes' beside it."));
		for (ExportLog log : all) {
			exports(log, answers);
		}
		answers.add(answer("refused by the collector", books.lost(Loss.REJECTED), "tracing.export.endpoint",
				"It took the batch and not the span: its own log says why."));
		answers.add(answer("taken out by a filter", books.lost(Loss.FILTERED), "logging.level.dev.tracing.boot",
				"A SpanExportingPredicate or SpanFilter of the application; 'debug' tells which spans."));
		answers.add(answer("lost at the end", books.lost(Loss.SHUTDOWN), "tracing.export.shutdown-timeout",
				"Not exported before the application had closed."));
		answers.add(answer("lost on disk", books.lost(Loss.EXPIRED) + books.lost(Loss.SPOOL_FULL),
				"tracing.export.spool.enabled", "Too old, or more than the disk's share."));
		answers.add(answer("not ended yet", books.balance(Account.LIVE), "tracing.ledger.leak-after",
				"Spans are exported when they end. 'lastMinutes' names those that live."));
		answers.add(answer("never ended", books.lost(Loss.LEAKED), "tracing.ledger.leak-origins",
				"See 'leaked'; 'true' tells where they were started."));
		answers.add(answer("waiting", books.balance(Account.QUEUED) + books.balance(Account.SPOOLED),
				"tracing.export.batch.schedule-delay", "They are on their way. The operation 'flush' sends them now."));
		return answers;
	}

	private static void exports(ExportLog log, List<Map<String, Object>> answers) {
		String exports = "Exports to '" + log.destination() + "' of " + log.attempts() + " that ";
		answers.add(answer("network", log.failures(ExportFailure.CONNECTION), "tracing.export.endpoint",
				exports + "could not reach the collector."));
		answers.add(answer("timeout", log.failures(ExportFailure.TIMEOUT), "tracing.export.timeout",
				exports + "had no answer in time."));
		answers.add(answer("collector unavailable", log.failures(ExportFailure.UNAVAILABLE), "tracing.export.endpoint",
				exports + "the collector put off."));
		answers.add(answer("export refused", log.failures(ExportFailure.REFUSED), "tracing.export.headers",
				exports + "the collector did not want: wrong path, protocol or credentials."));
		answers.add(answer("other failures", log.failures(ExportFailure.OTHER), "logging.level.dev.tracing.boot",
				exports + "failed otherwise; 'debug' tells how."));
	}

	private static long sum(Map<String, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private static Map<String, Object> answer(String cause, long spans, String property, String meaning) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("cause", cause);
		answer.put("count", spans);
		answer.put("property", property);
		answer.put("meaning", meaning);
		return answer;
	}

}
