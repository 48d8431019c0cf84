/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.time.Instant;
import java.util.concurrent.CompletionException;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.OperationsTestKit.Work;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationsTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final SpanContext SAMPLED_CALLER = SpanContext.createFromRemoteParent(TRACE_ID, "b7ad6b7169203331",
			TraceFlags.fromByte((byte) 3), TraceState.getDefault());

	private final RecordedSpans spans = new RecordedSpans();

	private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this.spans).build();

	private final Operations operations = OperationsTestKit.operations(this.provider, Conventions.DEFAULT);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
		assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
	}

	@Test
	void startsWithAttributesAndParent() {
		Context caller = Context.root().with(Span.wrap(SAMPLED_CALLER));
		Operation operation = this.operations.start(caller, new Work(), "job");
		operation.end();
		SpanData span = this.spans.take();
		assertThat(span.getName()).isEqualTo("work.job");
		assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(span.getParentSpanContext()).isEqualTo(SAMPLED_CALLER);
		assertThat(span.getAttributes().get(AttributeKey.stringKey("work.id"))).isEqualTo("job");
	}

	@Test
	void endsOnce() {
		Operation operation = this.operations.start(Context.root(), new Work(), "job");
		assertThat(operation.hasEnded()).isFalse();
		operation.end();
		operation.end();
		assertThat(operation.hasEnded()).isTrue();
		this.spans.take();
	}

	@Test
	void operationMayHaveBegunBeforeItIsStarted() {
		this.operations.start(Context.root(), new OperationsTestKit.Work() {

			@Override
			public Instant startOf(String request) {
				return Instant.ofEpochSecond(1, 7);
			}

		}, "job").end();
		assertThat(this.spans.take().getStartEpochNanos()).isEqualTo(1_000_000_007L);
	}

	@Test
	void whoJoinsAddsAttributesAndNeitherFailsNorEndsTheSpan() {
		Operation owner = this.operations.start(Context.root(), new Work(), "job");
		Operation guest = Operation.join(owner.context(), Semconv.STABLE);
		assertThat(guest.isRecording()).isTrue();
		guest.span().setAttribute("guest.id", "g1");
		guest.fail(new IllegalStateException("no stock"));
		guest.fail("timeout");
		guest.end();
		assertThat(guest.isRecording()).isFalse();
		assertThat(owner.isRecording()).isTrue();
		owner.end();
		SpanData span = this.spans.take();
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(span.getEvents()).isEmpty();
		assertThat(span.getAttributes().get(AttributeKey.stringKey("guest.id"))).isEqualTo("g1");
		assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type"))).isNull();
	}

	@Test
	void whoJoinsNothingRecordsNothing() {
		Operation guest = Operation.join(Context.root().with(Span.wrap(SAMPLED_CALLER)), Semconv.STABLE);
		assertThat(guest.isRecording()).isFalse();
		guest.end();
		assertThat(Operation.join(Context.root(), Semconv.STABLE).isRecording()).isFalse();
	}

	@Test
	void failureIsRecordedOfTheCauseThatTheWorkThrew() {
		Operation operation = this.operations.start(Context.root(), new Work(), "job");
		operation.fail(new CompletionException(new IllegalStateException("no stock")));
		operation.end();
		SpanData span = this.spans.take();
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(span.getStatus().getDescription()).isEqualTo("no stock");
		assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
			.isEqualTo("java.lang.IllegalStateException");
		assertThat(span.getAttributes().get(AttributeKey.booleanKey("error"))).isNull();
		assertThat(span.getEvents()).singleElement().satisfies((event) -> {
			assertThat(event.getName()).isEqualTo("exception");
			assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.message"))).isEqualTo("no stock");
		});
	}

	@Test
	void failureWithoutRecordingLeavesNoEvent() {
		Operation operation = this.operations.start(Context.root(), new Work(), "job");
		operation.fail(new IllegalStateException("no stock"), false);
		operation.end();
		SpanData span = this.spans.take();
		assertThat(span.getEvents()).isEmpty();
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
	}

	@Test
	void exceptionThatCannotTellItsMessageDoesNoHarm() {
		Operation operation = this.operations.start(Context.root(), new Work(), "job");
		operation.fail(new MutedException());
		operation.end();
		SpanData span = this.spans.take();
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(span.getStatus().getDescription()).isEmpty();
	}

	@Test
	void legacyNamesComeWithBoth() {
		Operations both = OperationsTestKit.operations(this.provider, new Conventions(Semconv.BOTH, Naming.SEMCONV));
		Operation operation = both.start(Context.root(), new Work(), "job");
		operation.fail(new IllegalStateException("no stock"));
		operation.end();
		SpanData span = this.spans.take();
		assertThat(span.getAttributes().get(AttributeKey.booleanKey("error"))).isTrue();
		assertThat(span.getAttributes().get(AttributeKey.stringKey("error.message"))).isEqualTo("no stock");
	}

	@Test
	void childOfUnsampledLocalParentIsSkippedIfTheParentDecides() {
		Context unsampled = Context.root().with(Span.wrap(local(TraceFlags.getDefault())));
		Operations decided = new Operations(OpenTelemetrySdk.builder().setTracerProvider(this.provider).build(),
				Conventions.DEFAULT, ParentBased.INSTANCE, true);
		assertThat(decided.skips(unsampled)).isTrue();
		assertThat(this.operations.skips(unsampled)).isFalse();
		assertThat(decided.skips(Context.root())).isFalse();
		assertThat(decided.skips(Context.root().with(Span.wrap(local(TraceFlags.getSampled()))))).isFalse();
		Operation operation = decided.start(unsampled, new Work(), "job");
		operation.end();
		assertThat(operation.context()).isSameAs(unsampled);
		assertThat(operation.isRecording()).isFalse();
	}

	@Test
	void remoteUnsampledParentIsNotSkipped() {
		SpanContext remote = SpanContext.createFromRemoteParent(TRACE_ID, "b7ad6b7169203331", TraceFlags.getDefault(),
				TraceState.getDefault());
		Operations decided = new Operations(OpenTelemetrySdk.builder().setTracerProvider(this.provider).build(),
				Conventions.DEFAULT, ParentBased.INSTANCE, true);
		assertThat(decided.skips(Context.root().with(Span.wrap(remote)))).isFalse();
	}

	@Test
	void excludedOperationTakesTheSampledFlagAwayAndKeepsTheTrace() {
		Operation excluded = this.operations.exclude(Context.root().with(Span.wrap(SAMPLED_CALLER)));
		SpanContext context = excluded.span().getSpanContext();
		assertThat(context.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(context.getTraceFlags().asByte()).isEqualTo((byte) 2);
		assertThat(Operations.isExcluded(excluded.context())).isTrue();
		excluded.end();
	}

	@Test
	void nothingStartsInsideAnExcludedOperationWhateverTheSampler() {
		Context excluded = this.operations.exclude(Context.root()).context();
		assertThat(this.operations.skips(excluded)).isTrue();
		this.operations.start(excluded, new Work(), "job").end();
	}

	@Test
	void excludedOperationWithoutCallerHasValidContextSoThatChildrenAreNoRoots() {
		SpanContext context = this.operations.exclude(Context.root()).span().getSpanContext();
		assertThat(context.isValid()).isTrue();
		assertThat(context.isSampled()).isFalse();
		assertThat(context.isRemote()).isFalse();
	}

	@Test
	void droppedSpanCostsNoAttribute() {
		Operations never = OperationsTestKit
			.operations(SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build(), Conventions.DEFAULT);
		Operation operation = never.start(Context.root(), new Work(), "job");
		assertThat(operation.isRecording()).isFalse();
		operation.fail(new IllegalStateException());
		operation.end();
	}

	@Test
	void childStartsUnderTheOperationThatIsCurrent() {
		Operation parent = this.operations.start(Context.root(), new Work(), "outer");
		try (Scope scope = parent.context().makeCurrent()) {
			this.operations.start(Context.current(), new Work(), "inner").end();
		}
		parent.end();
		SpanData inner = this.spans.take();
		assertThat(inner.getParentSpanId()).isEqualTo(this.spans.take().getSpanId());
	}

	private static SpanContext local(TraceFlags flags) {
		return SpanContext.create(TRACE_ID, "b7ad6b7169203331", flags, TraceState.getDefault());
	}

	private static final class MutedException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new UnsupportedOperationException();
		}

	}

}
