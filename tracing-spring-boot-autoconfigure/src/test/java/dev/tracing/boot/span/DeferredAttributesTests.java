/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attributes that wait until somebody reads them.
 */
class DeferredAttributesTests implements SpanProcessor {

	private static final AttributeKey<String> PATH = AttributeKey.stringKey("path");

	private final AtomicInteger computed = new AtomicInteger();

	private final Consumer<BiConsumer<AttributeKey<?>, Object>> first = (attributes) -> {
		this.computed.incrementAndGet();
		attributes.accept(PATH, "/orders");
	};

	private Consumer<ReadableSpan> onEnd = (span) -> {
	};

	static Stream<Function<ReadableSpan, String>> readers() {
		return Stream.of((span) -> span.getAttribute(PATH), (span) -> span.getAttributes().get(PATH),
				(span) -> span.toSpanData().getAttributes().get(PATH),
				(span) -> (span.toSpanData().getTotalAttributeCount() == 1) ? "/orders" : null);
	}

	@ParameterizedTest
	@MethodSource("readers")
	void whoeverReadsASpanSeesThem(Function<ReadableSpan, String> reader) {
		RecordingSpan running = start();
		assertThat(this.computed).hasValue(0);
		assertThat(reader.apply(running)).isEqualTo("/orders");
		RecordingSpan ending = start();
		this.onEnd = (span) -> assertThat(reader.apply(span)).isEqualTo("/orders");
		ending.end();
		assertThat(reader.apply(ending)).isEqualTo("/orders");
		assertThat(this.computed).as("once each").hasValue(2);
	}

	@Test
	void afterAllHaveSeenTheEndNobodyComputesThem() {
		RecordingSpan span = start();
		span.end();
		assertThat(span.getAttributes().get(PATH)).isNull();
		span.defer(this.first);
		span.resolve();
		assertThat(span.getAttributes().get(PATH)).isNull();
		assertThat(this.computed).hasValue(0);
	}

	@Test
	void anotherThreadDoesNotComputeThem() {
		RecordingSpan span = start();
		assertThat(CompletableFuture.supplyAsync(() -> span.getAttributes().get(PATH)).join()).isNull();
		CompletableFuture.runAsync(span::resolve).join();
		assertThat(this.computed).hasValue(0);
		assertThat(span.getAttributes().get(PATH)).isEqualTo("/orders");
		assertThat(CompletableFuture.supplyAsync(() -> span.getAttributes().get(PATH)).join()).isEqualTo("/orders");
	}

	@Test
	void whatWasSetInTheMeantimeStays() {
		RecordingSpan span = start();
		span.setAttribute(PATH, "/other");
		assertThat(span.getAttribute(PATH)).isEqualTo("/other");
		assertThat(this.computed).hasValue(0);
		assertThat(span.toSpanData().getAttributes().asMap()).hasSize(1).containsEntry(PATH, "/other");
		assertThat(this.computed).hasValue(1);
	}

	@Test
	void manyOthersDoNotTakeTheirPlace() {
		RecordingSpan span = start();
		IntStream.range(0, 100).forEach((i) -> span.setAttribute("key" + i, i));
		assertThat(span.getAttributes().get(PATH)).isEqualTo("/orders");
		assertThat(span.getAttributes().size()).isEqualTo(RecordingSpan.ENOUGH);
		assertThat(span.toSpanData().getTotalAttributeCount()).isEqualTo(101);
	}

	@Test
	void withFewPlacesNothingIsDeferred() {
		assertThat(tracer(RecordingSpan.ENOUGH).isDeferring()).isTrue();
		assertThat(tracer(RecordingSpan.ENOUGH - 1).isDeferring()).isFalse();
	}

	@Test
	void theyAreNotAmongTheResolvedUntilSomebodyReads() {
		RecordingSpan span = start();
		this.onEnd = (ended) -> assertThat(span.resolvedAttributes().isEmpty()).isTrue();
		span.end();
		assertThat(this.computed).hasValue(0);
	}

	private RecordingSpan start() {
		RecordingSpan span = (RecordingSpan) tracer(RecordingSpan.ENOUGH).spanBuilder("span").startSpan();
		span.defer(this.first);
		return span;
	}

	private RecordingTracer tracer(int maxAttributes) {
		SpanLimits limits = SpanLimits.builder().setMaxNumberOfAttributes(maxAttributes).build();
		return new RecordingTracer("scope", Sampler.alwaysOn(), this, limits, Resource.empty(), () -> false)
			.deferring();
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.onEnd.accept(span);
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
