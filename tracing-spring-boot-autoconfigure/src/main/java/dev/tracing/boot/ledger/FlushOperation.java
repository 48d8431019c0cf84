/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.tracing.boot.EndpointOperation;
import dev.tracing.boot.EndpointRequest;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Exports what waits now, and waits for that as long as an export may take.
 */
final class FlushOperation implements EndpointOperation {

	private final Supplier<List<SpanProcessor>> processors;

	private final Ledger ledger;

	private final Duration timeout;

	FlushOperation(Supplier<List<SpanProcessor>> processors, Ledger ledger, Duration timeout) {
		this.processors = processors;
		this.ledger = ledger;
		this.timeout = timeout;
	}

	@Override
	public String name() {
		return "flush";
	}

	@Override
	public Map<String, Object> run(EndpointRequest request) {
		long exported = this.ledger.exported();
		long began = System.nanoTime();
		CompletableResultCode result = flush(this.processors.get()).join(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("flushed", result.isSuccess());
		answer.put("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
		answer.put("exported", this.ledger.exported() - exported);
		answer.put("queued", this.ledger.balance(Account.QUEUED));
		if (!result.isSuccess()) {
			answer.put("property", result.isDone() ? "tracing.export.endpoint" : "tracing.export.batch.timeout");
		}
		return answer;
	}

	static CompletableResultCode flush(List<SpanProcessor> processors) {
		return CompletableResultCode.ofAll(processors.stream().map(SpanProcessor::forceFlush).toList());
	}

}
