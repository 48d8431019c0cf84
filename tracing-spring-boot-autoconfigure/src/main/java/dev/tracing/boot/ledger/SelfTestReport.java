/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.trace.SpanContext;

/**
 * What a self-test has found out.
 */
final class SelfTestReport {

	private final long began;

	private final Map<String, Object> answer = new LinkedHashMap<>();

	private final List<Map<String, Object>> stages = new ArrayList<>();

	SelfTestReport(long began) {
		this.began = began;
		this.answer.put("span", "test_span");
	}

	void of(SpanContext span) {
		this.answer.put("traceId", span.getTraceId());
		this.answer.put("spanId", span.getSpanId());
	}

	void passed(String stage, long nanoTime) {
		Map<String, Object> passed = new LinkedHashMap<>();
		passed.put("stage", stage);
		passed.put("afterMillis", Math.round((nanoTime - this.began) / 1000.0) / 1000.0);
		this.stages.add(passed);
	}

	Map<String, Object> complete(String stage, long nanoTime) {
		passed(stage, nanoTime);
		this.answer.put("outcome", stage);
		this.answer.put("stages", this.stages);
		return this.answer;
	}

	Map<String, Object> stop(String stage, String property, String meaning) {
		this.answer.put("outcome", "stopped");
		this.answer.put("stages", this.stages);
		this.answer.put("stoppedAt", stage);
		this.answer.put("property", property);
		this.answer.put("meaning", meaning);
		return this.answer;
	}

}
