/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The spans that were current where a broker's messages were heard, and whether they are
 * of one trace with the sender's.
 */
final class HeardMessages {

	private final BlockingQueue<SpanContext> spans = new LinkedBlockingQueue<>();

	void hear() {
		this.spans.add(Span.current().getSpanContext());
	}

	SpanContext take() throws InterruptedException {
		SpanContext span = this.spans.poll(10, TimeUnit.SECONDS);
		assertThat(span).isNotNull();
		return span;
	}

	static void sendInSpan(ApplicationContext context, Runnable send) {
		Span caller = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
		try (Scope scope = caller.makeCurrent()) {
			send.run();
		}
		finally {
			caller.end();
		}
	}

	void assertOneTrace(RecordedSpans recorded) throws InterruptedException {
		List<SpanData> spans = recorded.take(3);
		SpanData publish = ofKind(spans, SpanKind.PRODUCER);
		SpanData process = ofKind(spans, SpanKind.CONSUMER);
		assertThat(publish.getParentSpanId()).isEqualTo(ofKind(spans, SpanKind.INTERNAL).getSpanId());
		assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
		assertThat(process.getTraceId()).isEqualTo(publish.getTraceId());
		assertThat(take().getSpanId()).isEqualTo(process.getSpanId());
	}

	private static SpanData ofKind(List<SpanData> spans, SpanKind kind) {
		return spans.stream().filter((span) -> span.getKind() == kind).findFirst().orElseThrow();
	}

}
