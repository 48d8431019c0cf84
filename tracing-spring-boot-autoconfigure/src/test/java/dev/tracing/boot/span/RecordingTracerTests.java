/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.io.PrintWriter;
import java.util.stream.IntStream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What spans of ours do on their own.
 */
class RecordingTracerTests {

	private static final AttributeKey<String> TEXT = AttributeKey.stringKey("text");

	private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("number");

	private static final SpanContext CALLER = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", TraceFlags.fromByte((byte) 3), TraceState.builder().put("a", "b").build());

	private static final SpanContext OTHER = SpanContext.create("1af7651916cd43dd8448eb211c80319c", "c7ad6b7169203331",
			TraceFlags.getSampled(), TraceState.getDefault());

	private static final SpanLimits LIMITS = SpanLimits.builder()
		.setMaxNumberOfAttributes(20)
		.setMaxAttributeValueLength(10)
		.setMaxNumberOfEvents(3)
		.setMaxNumberOfLinks(2)
		.setMaxNumberOfAttributesPerEvent(2)
		.setMaxNumberOfAttributesPerLink(1)
		.build();

	private static final Resource RESOURCE = Resource.create(Attributes.of(TEXT, "orders"));

	private static final Throwable FAILURE = new IllegalStateException("no");

	// The SDK does not count these.
	@Test
	void attributesThatALinkMayNotHaveAreCounted() {
		SeenSpans seen = new SeenSpans();
		Span span = new RecordingTracer("scope", Sampler.alwaysOn(), seen, LIMITS, RESOURCE, () -> false)
			.spanBuilder("span")
			.startSpan()
			.addLink(OTHER, Attributes.of(NUMBER, 1L, TEXT, "b"));
		LinkData link = ((ReadableSpan) span).toSpanData().getLinks().get(0);
		assertThat(link.getAttributes().size()).isEqualTo(1);
		assertThat(link.getTotalAttributeCount()).isEqualTo(2);
		span.end();
	}

	@Test
	void attributeThatIsSetTwiceCountsOnceAndTheOneBeyondTheLimitIsCounted() {
		Span span = new RecordingTracer("scope", Sampler.alwaysOn(), new SeenSpans(), LIMITS, RESOURCE, () -> false)
			.spanBuilder("span")
			.setAttribute(TEXT, "a")
			.startSpan()
			.setAttribute(TEXT, "b");
		IntStream.range(0, 19).forEach((i) -> span.setAttribute("key" + i, i));
		SpanData data = ((ReadableSpan) span).toSpanData();
		assertThat(data.getAttributes().size()).isEqualTo(20);
		assertThat(data.getTotalAttributeCount()).isEqualTo(21);
		assertThat(data.getAttributes().get(TEXT)).isEqualTo("b");
		assertThat(data.getAttributes().get(AttributeKey.longKey("key18"))).isNull();
		span.end();
	}

	@Test
	void whatASpanSaidStaysAsItWas() {
		Span span = new RecordingTracer("scope", Sampler.alwaysOn(), new SeenSpans(), LIMITS, RESOURCE, () -> false)
			.spanBuilder("span")
			.startSpan();
		SpanData before = ((ReadableSpan) span).toSpanData();
		span.updateName("other").setAttribute(TEXT, "a").addEvent("event").setStatus(StatusCode.ERROR);
		assertThat(before.getName()).isEqualTo("span");
		assertThat(before.getAttributes().get(TEXT)).isNull();
		assertThat(before.getEvents()).isEmpty();
		assertThat(before.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(before.hasEnded()).isFalse();
		span.end();
		assertThat(((ReadableSpan) span).toSpanData().getEvents()).hasSize(1);
	}

	@Test
	void spansOfATraceHaveOneClock() {
		SeenSpans seen = new SeenSpans();
		Tracer tracer = new RecordingTracer("scope", Sampler.alwaysOn(), seen, LIMITS, RESOURCE, () -> false);
		Span parent = tracer.spanBuilder("parent").startSpan();
		Span child = tracer.spanBuilder("child").setParent(Context.root().with(parent)).startSpan();
		child.end();
		parent.end();
		SpanData outer = ((ReadableSpan) parent).toSpanData();
		SpanData inner = ((ReadableSpan) child).toSpanData();
		assertThat(inner.getStartEpochNanos()).isBetween(outer.getStartEpochNanos(), inner.getEndEpochNanos());
		assertThat(inner.getEndEpochNanos()).isLessThanOrEqualTo(outer.getEndEpochNanos());
		assertThat(((ReadableSpan) parent).getLatencyNanos())
			.isEqualTo(outer.getEndEpochNanos() - outer.getStartEpochNanos());
	}

	@Test
	void nothingStartsAfterTheEndOfTheSdk() {
		SeenSpans seen = new SeenSpans();
		Tracer tracer = new RecordingTracer("scope", Sampler.alwaysOn(), seen, LIMITS, RESOURCE, () -> true);
		Context caller = Context.root().with(Span.wrap(CALLER));
		Span span = tracer.spanBuilder("span").setParent(caller).startSpan();
		span.end();
		assertThat(span.getSpanContext()).isEqualTo(CALLER);
		assertThat(seen.said).isEmpty();
	}

	@Test
	void spanWithoutANameHasTheSdksName() {
		SeenSpans seen = new SeenSpans();
		Tracer tracer = new RecordingTracer("scope", Sampler.alwaysOn(), seen, LIMITS, RESOURCE, () -> false);
		assertThat(((ReadableSpan) tracer.spanBuilder(" ").startSpan()).getName()).isEqualTo("<unspecified span name>");
	}

	@Test
	void contextIsThatOfItsIds() {
		Tracer tracer = new RecordingTracer("scope", Sampler.alwaysOn(), new SeenSpans(), LIMITS, RESOURCE,
				() -> false);
		SpanContext own = tracer.spanBuilder("span").startSpan().getSpanContext();
		assertThat(own)
			.isEqualTo(SpanContext.create(own.getTraceId(), own.getSpanId(), own.getTraceFlags(), own.getTraceState()));
		assertThat(own).isNotEqualTo(SpanContext.createFromRemoteParent(own.getTraceId(), own.getSpanId(),
				own.getTraceFlags(), own.getTraceState()));
	}

	@Test
	void builderKeepsNothingOfTheSpanThatHasStarted() {
		Tracer tracer = new RecordingTracer("scope", Sampler.alwaysOn(), new SeenSpans(), LIMITS, RESOURCE,
				() -> false);
		SpanBuilder builder = tracer.spanBuilder("span").setAttribute(TEXT, "a");
		ReadableSpan span = (ReadableSpan) builder.startSpan();
		builder.setAttribute(TEXT, "b");
		assertThat(span.getAttribute(TEXT)).isEqualTo("a");
		AttributeKey<String> none = null;
		assertThat(span.getAttributes().get(none)).isNull();
	}

	@Test
	void stackTraceIsPrintedNoFurtherThanItGoes() {
		assertThat(StackTraceText.of(FAILURE, 10)).isEqualTo("java.lang.");
		assertThat(StackTraceText.of(FAILURE, Integer.MAX_VALUE)).startsWith("java.lang.IllegalStateException: no")
			.contains("\tat ");
		assertThat(StackTraceText.of(new Printing(), Integer.MAX_VALUE)).isEqualTo("begun");
	}

	@Test
	void spanThatGrowsMeanwhileIsPrinted() throws Exception {
		Tracer tracer = new RecordingTracer("scope", Sampler.alwaysOn(), new SeenSpans(), SpanLimits.getDefault(),
				RESOURCE, () -> false);
		for (int round = 0; round < 200; round++) {
			Span span = tracer.spanBuilder("span").startSpan();
			Thread writer = new Thread(() -> IntStream.range(0, 100).forEach((i) -> span.setAttribute("key" + i, i)));
			writer.start();
			while (writer.isAlive()) {
				assertThat(span.toString()).contains("span");
			}
			writer.join();
			assertThat(span.toString()).contains("key99");
		}
	}

	private static final class Printing extends RuntimeException {

		@Override
		public void printStackTrace(PrintWriter writer) {
			writer.print("begun");
			throw new IllegalStateException("no more");
		}

	}

}
