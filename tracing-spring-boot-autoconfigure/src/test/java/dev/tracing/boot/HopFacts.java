/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * What was found at the end of a hop.
 *
 * @param traceId whether the trace is the right one
 * @param parent whether all three ways to work there have the right parent
 * @param baggage whether the baggage is what it should be
 * @param mdc whether log lines name the current span
 * @param spans whether the way made the spans that it should and no other
 * @param clean whether whoever comes next finds nothing of this
 */
record HopFacts(boolean traceId, boolean parent, boolean baggage, boolean mdc, boolean spans, boolean clean) {

	private static final String CALLER = "caller";

	static HopFacts find(Hop hop, ApplicationContext application) throws Exception {
		RecordedSpans recorded = application.getBean(RecordedSpans.class);
		Handoff handoff = application.getBean(Handoff.class);
		handoff.onlyLook(false);
		Span caller = application.getBean(OpenTelemetry.class).getTracer("test").spanBuilder(CALLER).startSpan();
		Context context = Context.root().with(caller).with(Baggage.builder().put("tenant", "a").build());
		try (Scope scope = context.makeCurrent()) {
			hop.cross(application);
		}
		Arrival arrival = handoff.take();
		caller.end();
		List<SpanData> spans = recorded.take(1 + hop.spans() + 2);
		boolean noOther = isEmpty(recorded);
		handoff.onlyLook(true);
		hop.cross(application);
		Arrival next = handoff.take();
		recorded.take(hop.spans());
		return facts(hop, arrival, spans, noOther && isEmpty(recorded), next);
	}

	/**
	 * Goes the way and looks only whether the trace got lost on it.
	 */
	static boolean isLost(Hop hop, ApplicationContext application) throws Exception {
		RecordedSpans recorded = application.getBean(RecordedSpans.class);
		Handoff handoff = application.getBean(Handoff.class);
		handoff.onlyLook(true);
		Span caller = application.getBean(OpenTelemetry.class).getTracer("test").spanBuilder(CALLER).startSpan();
		try (Scope scope = caller.makeCurrent()) {
			hop.cross(application);
		}
		Arrival arrival = handoff.take();
		caller.end();
		await().untilAsserted(recorded::assertNoneLive);
		recorded.clear();
		return !arrival.current().getTraceId().equals(caller.getSpanContext().getTraceId());
	}

	private static HopFacts facts(Hop hop, Arrival arrival, List<SpanData> spans, boolean noOther, Arrival next) {
		Map<String, SpanData> byId = spans.stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
		if (hop.java() >= 21 && !arrival.onVirtualThread()) {
			throw new IllegalStateException("Arrived on a platform thread");
		}
		SpanData caller = named(spans, CALLER);
		boolean sameTrace = spans.stream().allMatch((span) -> span.getTraceId().equals(caller.getTraceId()));
		boolean traceId = hop.startsTrace() ? !named(spans, Handoff.NATIVE).getTraceId().equals(caller.getTraceId())
				: sameTrace && arrival.current().getTraceId().equals(caller.getTraceId());
		boolean parent = hasParent(hop, arrival, spans, byId);
		boolean baggage = hop.startsTrace() ? arrival.tenant() == null : "a".equals(arrival.tenant());
		boolean clean = (!next.current().isValid()
				|| !next.current().getTraceId().equals(arrival.current().getTraceId())) && next.tenant() == null
				&& next.hasRightLog();
		return new HopFacts(traceId, parent, baggage, arrival.current().isValid() && arrival.hasRightLog(), noOther,
				clean);
	}

	private static boolean hasParent(Hop hop, Arrival arrival, List<SpanData> spans, Map<String, SpanData> byId) {
		SpanData child = named(spans, Handoff.NATIVE);
		SpanData holder = byId.get(arrival.current().getSpanId());
		if (holder == null || !child.getParentSpanId().equals(holder.getSpanId())
				|| !named(spans, Handoff.OBSERVED).getParentSpanId().equals(holder.getSpanId())
				|| holder.getEvents().stream().noneMatch((event) -> event.getName().equals(Handoff.EVENT))) {
			return false;
		}
		int between = 0;
		SpanData span = holder;
		SpanData first = holder;
		while (span != null && !span.getName().equals(CALLER)) {
			between++;
			first = span;
			span = byId.get(span.getParentSpanId());
		}
		boolean begins = span == null && first.getLinks().size() == hop.spansOfCaller()
				&& first.getLinks().stream().allMatch((link) -> isOfCaller(link.getSpanContext(), spans));
		return between == hop.spans() - hop.spansOfCaller() && (hop.startsTrace() ? begins : span != null);
	}

	private static boolean isOfCaller(SpanContext linked, List<SpanData> spans) {
		return linked.getTraceId().equals(named(spans, CALLER).getTraceId())
				&& spans.stream().anyMatch((span) -> span.getSpanId().equals(linked.getSpanId()));
	}

	private static SpanData named(List<SpanData> spans, String name) {
		return spans.stream()
			.filter((span) -> span.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"No span '%s' in %s".formatted(name, spans.stream().map(SpanData::getName).toList())));
	}

	private static boolean isEmpty(RecordedSpans recorded) {
		try {
			recorded.assertNoMore();
			return true;
		}
		catch (AssertionError ex) {
			recorded.clear();
			return false;
		}
	}

	boolean all() {
		return this.traceId && this.parent && this.baggage && this.mdc && this.spans && this.clean;
	}

	String cells(Hop hop) {
		String kept = hop.startsTrace() ? "new" : "yes";
		return " %s | %s | %s | %s | %s | %s | %s |".formatted(cell(this.traceId, kept),
				cell(this.parent, hop.startsTrace() ? "none" : "yes"),
				cell(this.baggage, hop.startsTrace() ? "none" : "yes"), cell(this.mdc, "yes"),
				cell(this.spans, Integer.toString(hop.spans())), cell(this.clean, "yes"), hop.note());
	}

	private static String cell(boolean fact, String text) {
		return fact ? text : "**no**";
	}

}
