/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.sampling.Stress;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A rescue between a real SDK that records everything and samples nothing, and a queue
 * that keeps what it receives.
 */
final class RescueBench implements AutoCloseable {

	private static final long START_SECONDS = 1_000_000;

	private final List<ReadableSpan> queued = new CopyOnWriteArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong();

	private final AtomicReference<Stress.Level> stress = new AtomicReference<>(Stress.Level.NONE);

	private final Ledger ledger = new Ledger();

	private final Rescue rescue;

	private final SdkTracerProvider provider;

	private RescueBench(SlowThreshold threshold, Map<String, String> properties) {
		RescueProperties bound = new Binder(new MapConfigurationPropertySource(properties))
			.bindOrCreate("tracing.sampling.rescue", RescueProperties.class);
		this.rescue = new Rescue(bound, new RescueAssembly(bound, this.nanoTime::get).judgement(), threshold,
				new StressSwitch(this.stress::get, this.nanoTime::get, Runnable::run), this.ledger, this.nanoTime::get);
		SpanProcessor processor = this.rescue.before(new Queue());
		this.provider = SdkTracerProvider.builder()
			.setClock(new BenchClock())
			.setSampler(new RecordOnly())
			.addSpanProcessor(new StartCounter())
			.addSpanProcessor(processor)
			.build();
	}

	static RescueBench of(String... properties) {
		return of(SlowThreshold.NONE, properties);
	}

	static RescueBench of(SlowThreshold threshold, String... properties) {
		Map<String, String> map = new LinkedHashMap<>();
		for (String property : properties) {
			int equals = property.indexOf('=');
			map.put("tracing.sampling.rescue." + property.substring(0, equals), property.substring(equals + 1));
		}
		return new RescueBench(threshold, map);
	}

	Tracer tracer() {
		return this.provider.get("test");
	}

	Span root(String name) {
		return tracer().spanBuilder(name).setNoParent().setSpanKind(SpanKind.SERVER).startSpan();
	}

	Span child(Span parent, String name) {
		return builder(parent, name).startSpan();
	}

	SpanBuilder builder(Span parent, String name) {
		return tracer().spanBuilder(name).setParent(Context.root().with(parent));
	}

	/**
	 * A local root that takes as long as is said.
	 */
	void root(String name, long millis, Attributes attributes) {
		Span root = tracer().spanBuilder(name)
			.setNoParent()
			.setSpanKind(SpanKind.SERVER)
			.setStartTimestamp(1_000, TimeUnit.MILLISECONDS)
			.startSpan();
		root.setAllAttributes(attributes);
		root.end(1_000 + millis, TimeUnit.MILLISECONDS);
	}

	/**
	 * A trace with a root and a child that fails.
	 */
	void failingTrace(String name) {
		Span root = root(name);
		child(root, "work").recordException(new IllegalStateException("no")).end();
		root.end();
	}

	List<String> names() {
		return this.queued.stream().map(ReadableSpan::getName).sorted().toList();
	}

	List<SpanData> spans() {
		return this.queued.stream().map(ReadableSpan::toSpanData).toList();
	}

	List<ReadableSpan> queued() {
		return this.queued;
	}

	Rescue rescue() {
		return this.rescue;
	}

	RescueCounts counts() {
		return this.rescue.counts();
	}

	Ledger ledger() {
		return this.ledger;
	}

	void pass(long millis) {
		this.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
	}

	/**
	 * The time by the clock of the spans.
	 */
	Instant now() {
		return Instant.ofEpochSecond(START_SECONDS, this.nanoTime.get());
	}

	void stress(Stress.Level level) {
		this.stress.set(level);
		pass(1_000);
	}

	/**
	 * Whether every span that started is accounted for, and none waits.
	 */
	boolean isBalanced() {
		long owed = this.queued.size() + this.ledger.lost(Loss.EVICTED);
		return this.ledger.started() == this.ledger.forgotten() + owed && this.ledger.owed() == owed
				&& this.ledger.balance(Account.BUFFERED) == 0 && this.ledger.balance(Account.LIVE) == 0
				&& this.rescue.bytes() == 0 && this.rescue.traces() == 0;
	}

	@Override
	public void close() {
		this.provider.close();
	}

	// No span takes longer than the test lets it.
	private final class BenchClock implements Clock {

		@Override
		public long now() {
			return TimeUnit.SECONDS.toNanos(START_SECONDS) + nanoTime();
		}

		@Override
		public long nanoTime() {
			return RescueBench.this.nanoTime.get();
		}

	}

	private final class StartCounter implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			RescueBench.this.ledger.start(span.getSpanContext().isSampled());
		}

		@Override
		public boolean isStartRequired() {
			return true;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			// It is counted by those behind.
		}

		@Override
		public boolean isEndRequired() {
			return false;
		}

	}

	private final class Queue implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			// A queue knows only ends.
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			RescueBench.this.ledger.move(Account.LIVE, Account.QUEUED, 1);
			RescueBench.this.queued.add(span);
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

	private static final class RecordOnly implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
				Attributes attributes, List<LinkData> parentLinks) {
			return SamplingResult.recordOnly();
		}

		@Override
		public String getDescription() {
			return "record only";
		}

	}

}
