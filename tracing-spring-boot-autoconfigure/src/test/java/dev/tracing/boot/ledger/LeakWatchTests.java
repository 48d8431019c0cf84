/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.Till;

import static org.assertj.core.api.Assertions.assertThat;

class LeakWatchTests {

	private static final Duration LIMIT = Duration.ofMinutes(10);

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(Leaks.class, Level.WARN);

	private final Ledger ledger = new Ledger();

	private final AtomicLong now = new AtomicLong();

	private final Leaks leaks = new Leaks(this.ledger, LIMIT, this.now::get, (name) -> "shown " + name);

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private LeakWatch watch = watch(new LiveSpans(64, false, this.leaks));

	private SdkTracerProvider provider = provider(this.watch, Sampler.alwaysOn());

	@AfterEach
	void close() {
		this.provider.close();
		this.watch.close();
	}

	@Test
	void spanThatDoesNotEndIsLostAndNamed() {
		Span leaked = tracer().spanBuilder("leaky").startSpan();
		Span other = tracer().spanBuilder("quick").startSpan();
		this.watch.look();
		other.end();
		pass(LIMIT.minusNanos(1));
		assertThat(this.ledger.lost(Loss.LEAKED)).isZero();
		pass(Duration.ofNanos(1));
		assertThat(this.ledger.lost(Loss.LEAKED)).isOne();
		assertThat(this.ledger.balance(Account.LIVE)).isOne();
		assertThat(this.leaks.recent()).singleElement().satisfies((leak) -> {
			assertThat(leak.name()).isEqualTo("leaky");
			assertThat(leak.scope()).isEqualTo("a.library");
			assertThat(leak.traceId()).isEqualTo(leaked.getSpanContext().getTraceId());
			assertThat(leak.origin()).isNull();
		});
		pass(LIMIT);
		assertThat(this.ledger.lost(Loss.LEAKED)).isOne();
		assertThat(this.log.messages()).singleElement().asString().startsWith("Span 'shown leaky' of a.library");
	}

	@Test
	void spanThatEndsAfterAllIsTakenBackOnceAndGoesItsWay() {
		Span late = tracer().spanBuilder("late").startSpan();
		this.watch.look();
		pass(LIMIT);
		assertThat(this.ledger.balance(Account.LIVE)).isZero();
		late.end();
		late.end();
		assertThat(this.ledger.balance(Account.LIVE)).isOne();
		assertThat(this.ledger.books().returned()).isOne();
		assertThat(this.exporter.getFinishedSpanItems()).hasSize(1);
	}

	@Test
	void originIsTheLineThatStartedTheSpan() {
		this.provider.close();
		this.watch.close();
		this.watch = watch(new LiveSpans(64, true, this.leaks));
		this.provider = provider(this.watch, Sampler.alwaysOn());
		Span leaked = Till.open(tracer());
		this.watch.look();
		pass(LIMIT);
		assertThat(leaked.isRecording()).isTrue();
		assertThat(this.leaks.recent()).singleElement()
			.satisfies((leak) -> assertThat(leak.origin()).startsWith("shop.Till.open(Till.java:"));
	}

	@Test
	void unsampledSpanThatLeaksIsForgotten() {
		this.provider.close();
		this.provider = provider(this.watch, new RecordOnly());
		Span leaked = tracer().spanBuilder("leaky").startSpan();
		this.watch.look();
		pass(LIMIT);
		assertThat(leaked.getSpanContext().isSampled()).isFalse();
		assertThat(this.ledger.forgotten()).isOne();
		assertThat(this.ledger.lost()).isZero();
	}

	@Test
	void spansBeyondTheLimitAreCountedButNotWatched() {
		LiveSpans live = new LiveSpans(4, false, this.leaks);
		ReadableSpan[] spans = new ReadableSpan[5];
		for (int i = 0; i < spans.length; i++) {
			spans[i] = (ReadableSpan) SdkTracerProvider.builder().build().get("a").spanBuilder("b").startSpan();
			live.add(spans[i]);
		}
		assertThat(live.unwatched()).isOne();
		live.remove(spans[0]);
		live.add(spans[4]);
		assertThat(live.unwatched()).isOne();
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
		this.watch.look();
	}

	private Tracer tracer() {
		return this.provider.get("a.library");
	}

	private LeakWatch watch(LiveSpans live) {
		return new LeakWatch(live, this.now::get);
	}

	private SdkTracerProvider provider(LeakWatch watch, Sampler sampler) {
		return SdkTracerProvider.builder()
			.setSampler(sampler)
			.addSpanProcessor(new LedgerSpanProcessor(SimpleSpanProcessor.create(this.exporter), this.ledger,
					watch.live(), new LocalRoots()))
			.build();
	}

	private static final class RecordOnly implements Sampler {

		@Override
		public SamplingResult shouldSample(io.opentelemetry.context.Context parentContext, String traceId, String name,
				io.opentelemetry.api.trace.SpanKind spanKind, io.opentelemetry.api.common.Attributes attributes,
				java.util.List<io.opentelemetry.sdk.trace.data.LinkData> parentLinks) {
			return SamplingResult.recordOnly();
		}

		@Override
		public String getDescription() {
			return "RecordOnly";
		}

	}

}
