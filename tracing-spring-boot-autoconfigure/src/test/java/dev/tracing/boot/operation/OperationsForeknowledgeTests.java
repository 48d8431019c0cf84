/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationsForeknowledgeTests {

	private static final AttributeKey<String> ID = AttributeKey.stringKey("work.id");

	private final RecordedSpans spans = new RecordedSpans();

	private final List<Attributes> seen = new ArrayList<>();

	private final List<String> computed = new ArrayList<>();

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void whatWillBeDroppedAsksNobodyAndKeepsTheTrace() {
		SpanContext caller = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.fromByte((byte) 2), TraceState.builder().put("shop", "1").build());
		Operation operation = start(new Known(true, false), false, Context.root().with(Span.wrap(caller)));
		SpanContext own = Span.fromContext(operation.context()).getSpanContext();
		assertThat(own.getTraceId()).isEqualTo(caller.getTraceId());
		assertThat(own.getSpanId()).isNotEqualTo(caller.getSpanId());
		assertThat(own.getTraceFlags().asByte()).isEqualTo((byte) 2);
		assertThat(own.getTraceState()).isEqualTo(caller.getTraceState());
		assertThat(own.isRemote()).isFalse();
		assertThat(operation.isRecording()).isFalse();
		assertThat(this.seen).isEmpty();
		assertThat(this.computed).isEmpty();
	}

	@Test
	void aRootThatWillBeDroppedIsATraceOfItsOwn() {
		Operation first = start(new Known(true, false), false, Context.root());
		Operation second = start(new Known(true, false), false, Context.root());
		SpanContext own = first.span().getSpanContext();
		assertThat(own.isValid()).isTrue();
		assertThat(own.isSampled()).isFalse();
		assertThat(own.getTraceFlags().isTraceIdRandom()).isTrue();
		assertThat(own.getTraceId()).isNotEqualTo(second.span().getSpanContext().getTraceId());
	}

	@Test
	void attributesAreNotComputedForASpanThatIsNotKept() {
		start(new Known(false, false), false, Context.root()).end();
		assertThat(this.seen).containsExactly(Attributes.empty());
		assertThat(this.computed).isEmpty();
	}

	@Test
	void attributesComeRightAfterTheStartOfASpanThatIsKept() {
		Operation operation = start(new Known(false, false), true, Context.root());
		assertThat(this.seen).containsExactly(Attributes.empty());
		operation.end();
		assertThat(this.spans.take().getAttributes().get(ID)).isEqualTo("job");
	}

	@Test
	void attributesComeFirstWhereTheSamplerWantsThem() {
		start(new Known(false, true), true, Context.root()).end();
		assertThat(this.seen).containsExactly(Attributes.of(ID, "job"));
		this.spans.take();
	}

	@Test
	void attributesComeFirstWhereSomebodyLooksAtTheStart() {
		operations(new Known(false, false), true, true).start(Context.root(), new CountedWork(), "job").end();
		assertThat(this.seen).containsExactly(Attributes.of(ID, "job"));
		this.spans.take();
	}

	@Test
	void attributesComeFirstBelowASampledParent() {
		SpanContext parent = SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getSampled(), TraceState.getDefault());
		start(new Known(false, false), true, Context.root().with(Span.wrap(parent))).end();
		assertThat(this.seen).containsExactly(Attributes.of(ID, "job"));
		this.spans.take();
	}

	@Test
	void attributesThatFailAfterTheStartCostNoSpan() {
		Operations operations = operations(new Known(false, false), true, false);
		Operation operation = operations.start(Context.root(), new CountedWork(), null);
		assertThat(operation.isRecording()).isTrue();
		operation.end();
		assertThat(this.spans.take().getAttributes().isEmpty()).isTrue();
	}

	private Operation start(Known known, boolean keeps, Context parent) {
		return operations(known, keeps, false).start(parent, new CountedWork(), "job");
	}

	private Operations operations(Known known, boolean keeps, boolean observedStarts) {
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.setSampler(new SpySampler(keeps))
			.addSpanProcessor(this.spans)
			.build();
		return new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(), Conventions.DEFAULT,
				known, observedStarts);
	}

	private record Known(boolean drops, boolean wantsAttributes) implements Foreknowledge {

		@Override
		public boolean parentDecides() {
			return false;
		}

		@Override
		public boolean drops(Span parent) {
			return this.drops;
		}

	}

	private final class CountedWork implements SpanSemantics<String> {

		@Override
		public SpanKind kind() {
			return SpanKind.INTERNAL;
		}

		@Override
		public String name(String request) {
			return "work";
		}

		@Override
		public void onStart(SpanStart span, String request) {
			OperationsForeknowledgeTests.this.computed.add(request.trim());
			span.set(ID, request);
		}

	}

	private final class SpySampler implements Sampler {

		private final boolean keeps;

		private SpySampler(boolean keeps) {
			this.keeps = keeps;
		}

		@Override
		public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind,
				Attributes attributes, List<LinkData> links) {
			OperationsForeknowledgeTests.this.seen.add(attributes.toBuilder().build());
			return this.keeps ? SamplingResult.recordAndSample() : SamplingResult.drop();
		}

		@Override
		public String getDescription() {
			return "spy";
		}

	}

}
