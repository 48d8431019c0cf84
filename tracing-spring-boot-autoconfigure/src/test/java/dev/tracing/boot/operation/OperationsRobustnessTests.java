/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.List;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.OperationsTestKit.Work;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a failure of the tracing itself reaches nobody.
 */
class OperationsRobustnessTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this.spans).build();

	private final Operations operations = OperationsTestKit.operations(this.provider, Conventions.DEFAULT);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
		assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
	}

	@Test
	void failureOfAnOperationThatCouldNotStartIsNotTheParents() {
		Operation parent = this.operations.start(Context.root(), new Work(), "outer");
		SdkTracerProvider failing = SdkTracerProvider.builder().setSampler(new FailingSampler()).build();
		Operation child = OperationsTestKit.operations(failing, Conventions.DEFAULT)
			.start(parent.context(), new Work(), "inner");
		assertThat(child.isRecording()).isFalse();
		child.fail(new IllegalStateException("inner"));
		child.end();
		parent.end();
		assertThat(this.spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
	}

	@Test
	void samplerThatThrowsDoesNotReachTheRequest() {
		SdkTracerProvider failing = SdkTracerProvider.builder().setSampler(new FailingSampler()).build();
		Operation operation = OperationsTestKit.operations(failing, Conventions.DEFAULT)
			.start(Context.root(), new Work(), "job");
		assertThat(operation.context()).isSameAs(Context.root());
		operation.fail(new IllegalStateException());
		operation.end();
	}

	@Test
	void processorThatThrowsDoesNotReachTheRequest() {
		SdkTracerProvider failing = SdkTracerProvider.builder().addSpanProcessor(new FailingProcessor()).build();
		Operation operation = OperationsTestKit.operations(failing, Conventions.DEFAULT)
			.start(Context.root(), new Work(), "job");
		assertThat(operation.isRecording()).isTrue();
		operation.end();
		assertThat(operation.hasEnded()).isTrue();
	}

	private static final class FailingSampler implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			throw new IllegalStateException("sampler");
		}

		@Override
		public String getDescription() {
			return "failing";
		}

	}

	private static final class FailingProcessor implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			throw new IllegalStateException("processor");
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
