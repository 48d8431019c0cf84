/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is done to a span of ours and to one of the SDK, they say the same.
 */
class SpanEquivalenceTests {

	private static final AttributeKey<String> TEXT = AttributeKey.stringKey("text");

	private static final AttributeKey<List<String>> TEXTS = AttributeKey.stringArrayKey("texts");

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

	@ParameterizedTest
	@MethodSource("lives")
	void spanSaysWhatTheSdksWould(Function<Tracer, Span> life) {
		for (SamplingDecision decision : SamplingDecision.values()) {
			SeenSpans ours = new SeenSpans();
			SeenSpans theirs = new SeenSpans();
			Sampler sampler = new Fixed(decision);
			Span own = life.apply(new RecordingTracer("scope", sampler, ours, LIMITS, RESOURCE, () -> false));
			SdkTracerProvider provider = SdkTracerProvider.builder()
				.setSampler(sampler)
				.setSpanLimits(LIMITS)
				.setResource(RESOURCE)
				.addSpanProcessor(theirs)
				.build();
			Span sdk = life.apply(provider.get("scope"));
			assertThat(flags(own)).isEqualTo(flags(sdk));
			assertThat(own.isRecording()).isEqualTo(sdk.isRecording());
			assertThat(ours.said).isEqualTo(theirs.said);
		}
	}

	private static String flags(Span span) {
		SpanContext context = span.getSpanContext();
		return context.getTraceFlags() + " " + context.getTraceState() + " " + context.isRemote() + context.isValid()
				+ context.isSampled();
	}

	static Stream<Named<Function<Tracer, Span>>> lives() {
		return Stream.of(life("nothing", (span) -> {
		}), life("attributes",
				(span) -> span.setAttribute(TEXT, "a")
					.setAttribute(TEXT, "b")
					.setAttribute(AttributeKey.stringKey("text"), "c")
					.setAttribute(NUMBER, 1L)
					.setAttribute("double", 1.5)
					.setAttribute("boolean", true)
					.setAttribute("long", 2)
					.setAttribute("string", "s")
					.setAttribute("", "no key")
					.setAttribute(TEXT, null)),
				life("attributes of one name and two types", (span) -> {
					span.setAttribute("same", "a");
					span.setAttribute("same", 1);
				}), life("long values", (span) -> {
					span.setAttribute(TEXT, "a".repeat(10));
					span.setAttribute("longer", "a".repeat(11));
					span.setAttribute(TEXTS, List.of("short", "a".repeat(20)));
					span.setAttribute(AttributeKey.longArrayKey("numbers"), List.of(1L, 2L));
					span.setAttribute(AttributeKey.valueKey("value"), Value.of("a".repeat(11)));
					span.setAttribute(AttributeKey.valueKey("bytes"), Value.of(new byte[11]));
					span.setAttribute(AttributeKey.valueKey("array"), Value.of(Value.of("a".repeat(11)), Value.of(5)));
					span.setAttribute(AttributeKey.valueKey("entries"),
							Value.of(KeyValue.of("k", Value.of("a".repeat(11))), KeyValue.of("b", Value.of(true))));
				}), life("many attributes", (span) -> {
					IntStream.range(0, 19).forEach((i) -> span.setAttribute("key" + i, i));
					IntStream.range(0, 19).forEach((i) -> span.setAttribute("key" + i, -i));
				}), life("events", (span) -> {
					span.addEvent("one");
					span.addEvent("two", Attributes.of(NUMBER, 1L, TEXT, "a".repeat(11), TEXTS, List.of("a")));
					span.addEvent("three", Attributes.of(TEXT, "b"), 5, TimeUnit.SECONDS);
					span.addEvent("four", 5, TimeUnit.SECONDS);
					span.addEvent(null);
				}), life("exceptions", (span) -> {
					span.recordException(FAILURE);
					span.recordException(new IllegalStateException() {
					}, Attributes.of(TEXT, "more"));
					span.recordException(null);
				}), life("links", (span) -> {
					span.addLink(OTHER);
					span.addLink(OTHER, Attributes.of(NUMBER, 1L));
					span.addLink(OTHER);
					span.addLink(SpanContext.getInvalid());
				}), life("error", (span) -> span.setStatus(StatusCode.ERROR, "why").setStatus(StatusCode.UNSET)),
				life("error without a word", (span) -> span.setStatus(StatusCode.ERROR)),
				life("well", (span) -> span.setStatus(StatusCode.OK, "why").setStatus(StatusCode.ERROR, "no")),
				life("error, then well", (span) -> span.setStatus(StatusCode.ERROR, "no").setStatus(StatusCode.OK)),
				life("another name", (span) -> span.updateName("other").updateName(null)),
				life("ended twice, then changed", (span) -> {
					span.end();
					span.end();
					span.setAttribute(TEXT, "late")
						.addEvent("late")
						.addLink(OTHER)
						.setStatus(StatusCode.ERROR)
						.recordException(FAILURE)
						.updateName("late");
				}), life("ended by hand", (span) -> span.end(7,
						TimeUnit.SECONDS)),
				builder("begun by hand",
						(builder) -> builder.setStartTimestamp(3, TimeUnit.SECONDS)
							.setStartTimestamp(-1, TimeUnit.DAYS)),
				builder("kind and attributes",
						(builder) -> builder.setSpanKind(SpanKind.SERVER)
							.setAttribute(TEXT, "a".repeat(11))
							.setAttribute("text", "b")
							.setAttribute("n", 1)
							.setAttribute("d", 1.5)
							.setAttribute("b", true)
							.setAttribute("", "no key")
							.setAttribute(TEXT, null)),
				builder("links from the start",
						(builder) -> builder.addLink(OTHER)
							.addLink(SpanContext.getInvalid())
							.addLink(OTHER, Attributes.of(TEXT, "a"))
							.addLink(OTHER)),
				builder("child of a caller", (builder) -> builder.setParent(Context.root().with(Span.wrap(CALLER)))),
				builder("no parent",
						(builder) -> builder.setParent(Context.root().with(Span.wrap(CALLER))).setNoParent()));
	}

	private static Named<Function<Tracer, Span>> life(String name, Consumer<Span> life) {
		return Named.of(name, (tracer) -> {
			Span span = tracer.spanBuilder("span").startSpan();
			life.accept(span);
			span.end();
			return span;
		});
	}

	private static Named<Function<Tracer, Span>> builder(String name, Consumer<SpanBuilder> beginning) {
		return Named.of(name, (tracer) -> {
			SpanBuilder builder = tracer.spanBuilder("span");
			beginning.accept(builder);
			Span span = builder.startSpan();
			tracer.spanBuilder("child").setParent(Context.root().with(span)).startSpan().end();
			span.end();
			return span;
		});
	}

	private record Fixed(SamplingDecision decision) implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
				Attributes attributes, List<LinkData> parentLinks) {
			return SamplingResult.create(this.decision, Attributes.of(AttributeKey.stringKey("seen"),
					name + kind + parentLinks.size(), NUMBER, (long) attributes.size()));
		}

		@Override
		public String getDescription() {
			return "fixed";
		}

	}

}
