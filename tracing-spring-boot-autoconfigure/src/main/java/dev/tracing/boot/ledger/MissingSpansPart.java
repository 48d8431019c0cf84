/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;

/**
 * Answers why a span is missing: the books, the usual causes with their numbers, and what
 * became of which spans in the last minutes.
 */
final class MissingSpansPart implements EndpointPart {

	private final Ledger ledger;

	private final UnsampledCounts unsampled;

	private final Checklist checklist;

	private final LiveSpans live;

	private final RecentFates fates;

	private final UnaryOperator<String> shownNames;

	MissingSpansPart(Ledger ledger, UnsampledCounts unsampled, Checklist checklist, LiveSpans live, RecentFates fates,
			UnaryOperator<String> shownNames) {
		this.ledger = ledger;
		this.unsampled = unsampled;
		this.checklist = checklist;
		this.live = live;
		this.fates = fates;
		this.shownNames = shownNames;
	}

	@Override
	public String name() {
		return "missing-spans";
	}

	@Override
	public Map<String, Object> read(EndpointRequest request) {
		Books books = this.ledger.books();
		Map<String, Long> unsampledCounts = unsampled(books);
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("books", books(books, unsampledCounts));
		shown.put("causes", this.checklist.answers(books, unsampledCounts));
		shown.put("lastMinutes", lastMinutes());
		shown.put("leaked", this.live.leaks().recent().stream().map(this::leak).toList());
		return shown;
	}

	private Map<String, Long> unsampled(Books books) {
		Map<String, Long> counts = this.unsampled.read();
		counts.put("not_rescued", books.forgotten());
		return counts;
	}

	private static Map<String, Object> books(Books books, Map<String, Long> unsampledCounts) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("recorded", books.started());
		shown.put("owed", books.owed());
		shown.put("exported", books.exported());
		for (Account account : Account.values()) {
			shown.put(account.tag(), books.balance(account));
		}
		Map<String, Long> lost = new TreeMap<>();
		for (Loss reason : Loss.values()) {
			if (books.lost(reason) > 0) {
				lost.put(reason.tag(), books.lost(reason));
			}
		}
		shown.put("lost", lost);
		shown.put("unsampled", unsampledCounts);
		return shown;
	}

	private Map<String, Object> lastMinutes() {
		Map<String, Map<String, Long>> names = this.fates.read(this.shownNames);
		for (String name : this.live.names()) {
			names.computeIfAbsent(this.shownNames.apply(name), (key) -> new LinkedHashMap<>())
				.merge("live", 1L, Long::sum);
		}
		List<Map<String, Object>> spans = new ArrayList<>();
		names.forEach((name, counts) -> {
			Map<String, Object> span = new LinkedHashMap<>();
			span.put("name", name);
			span.putAll(counts);
			spans.add(span);
		});
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("minutes", RecentFates.MINUTES);
		shown.put("spans", spans);
		return shown;
	}

	private Map<String, Object> leak(Leaks.Leak leak) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("name", this.shownNames.apply(leak.name()));
		shown.put("scope", leak.scope());
		shown.put("traceId", leak.traceId());
		if (leak.origin() != null) {
			shown.put("origin", leak.origin());
		}
		return shown;
	}

}
