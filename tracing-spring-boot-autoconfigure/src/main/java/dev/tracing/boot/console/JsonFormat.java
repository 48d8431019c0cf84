/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.tracing.boot.analysis.FinishedSpan;
import dev.tracing.boot.analysis.SpanNode;
import dev.tracing.boot.analysis.TraceTree;

import org.springframework.boot.json.JsonWriter;

/**
 * A trace as one line of JSON, its spans flat and each after its parent.
 */
final class JsonFormat implements Function<FinishedTrace, String> {

	private static final long SECOND = 1_000_000_000;

	private final JsonWriter<FinishedTrace> writer = JsonWriter.of((members) -> {
		members.add("traceId", FinishedTrace::traceId);
		members.from(FinishedTrace::spans).as(TraceTree::of).usingMembers((tree) -> {
			tree.add("durationMs", (it) -> millis(it.durationNanos()));
			tree.add("services", TraceTree::services);
			tree.add("spans", TraceTree::nodes).as((nodes) -> nodes.stream().map(JsonFormat::members).toList());
		});
		members.add("continued", FinishedTrace::continued);
		members.add("incomplete", FinishedTrace::isIncomplete);
		members.add("spansNotKept", FinishedTrace::notKept);
		members.add("spansOpen", FinishedTrace::open);
		members.add("spansMissing", FinishedTrace::missing);
	});

	@Override
	public String apply(FinishedTrace trace) {
		return this.writer.writeToString(trace) + "\n";
	}

	private static Map<String, Object> members(SpanNode node) {
		FinishedSpan span = node.span();
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("spanId", span.spanId());
		String parentId = span.parentId();
		if (parentId != null) {
			members.put("parentSpanId", parentId);
		}
		members.put("name", span.name());
		members.put("kind", span.kind().name());
		members.put("service", span.service());
		members.put("start", Instant.ofEpochSecond(span.startNanos() / SECOND, span.startNanos() % SECOND).toString());
		members.put("durationMs", millis(span.durationNanos()));
		members.put("selfMs", millis(node.selfNanos()));
		members.put("critical", node.isCritical());
		members.put("bottleneck", node.isBottleneck());
		members.put("error", span.error());
		String errorType = span.errorType();
		if (errorType != null) {
			members.put("errorType", errorType);
		}
		Map<String, Object> attributes = new LinkedHashMap<>();
		span.attributes().forEach((key, value) -> attributes.put(key.getKey(), json(value)));
		members.put("attributes", attributes);
		return members;
	}

	private static double millis(long nanos) {
		return Math.round(nanos / 1e3) / 1e3;
	}

	// JSON knows no infinite numbers.
	private static Object json(Object value) {
		if (value instanceof List<?> list) {
			List<Object> elements = new ArrayList<>(list.size());
			list.forEach((element) -> elements.add(json(element)));
			return elements;
		}
		boolean plain = !(value instanceof Double number) || Double.isFinite(number);
		boolean simple = value instanceof Number || value instanceof Boolean;
		return (plain && simple) ? value : value.toString();
	}

}
