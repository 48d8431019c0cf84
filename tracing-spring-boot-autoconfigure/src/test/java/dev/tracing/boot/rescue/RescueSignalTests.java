/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.operation.Egress;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RescueSignalTests {

	private static final AttributeKey<String> REASON = AttributeKey.stringKey("tracing.sampling.reason");

	private static final AttributeKey<Boolean> PARTIAL = AttributeKey.booleanKey("tracing.partial");

	@Test
	void whatIsPromisedIsKept() {
		try (RescueBench bench = RescueBench.of("max-per-second=1")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span root = bench.root("root");
			Context context = Context.root().with(root);
			assertThat(signal.tells(context, false)).isFalse();
			assertThat(signal.tells(context, true)).isTrue();
			assertThat(signal.tells(context, false)).as("once said").isTrue();
			root.end();
			assertThat(bench.names()).containsExactly("root");
			assertThat(signal.tells(context, false)).as("after the verdict").isTrue();
		}
	}

	@Test
	void whatIsPromisedIsKeptAlsoIfThereIsNoRoomForIt() {
		try (RescueBench bench = RescueBench.of("max-traces=1")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span root = bench.root("promised");
			bench.child(root, "work").end();
			assertThat(signal.tells(Context.root().with(root), true)).isTrue();
			Span next = bench.root("next");
			assertThat(bench.names()).containsExactly("work");
			assertThat(bench.counts().evictedByTraces.sum()).isZero();
			root.end();
			next.end();
			assertThat(bench.names()).containsExactly("promised", "work");
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void nothingIsPromisedThatTheFloodControlRefuses() {
		try (RescueBench bench = RescueBench.of("max-per-second=1")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span first = bench.root("root");
			assertThat(signal.tells(Context.root().with(first), true)).isTrue();
			Span second = bench.root("root");
			assertThat(signal.tells(Context.root().with(second), true)).isFalse();
			first.end();
			second.end();
			assertThat(bench.names()).containsExactly("root");
		}
	}

	@Test
	void refusedTraceDoesNotAskAgain() {
		try (RescueBench bench = RescueBench.of("max-per-second=1", "slower-than=1h")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span first = bench.root("root");
			assertThat(signal.tells(Context.root().with(first), true)).isTrue();
			Span second = bench.root("root");
			assertThat(signal.tells(Context.root().with(second), true)).isFalse();
			bench.pass(2_000);
			assertThat(signal.tells(Context.root().with(second), true)).isFalse();
			second.end();
			Span third = bench.root("root");
			assertThat(signal.tells(Context.root().with(third), true)).as("what nobody has taken").isTrue();
			first.end();
			third.end();
			assertThat(bench.names()).hasSize(2);
			assertThat(bench.counts().flooded.sum()).isOne();
		}
	}

	@Test
	void traceThatFailsInAnotherWayAsksForThat() {
		try (RescueBench bench = RescueBench.of("max-per-second=1")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			bench.root("root", 2_000, Attributes.empty());
			Span second = bench.tracer().spanBuilder("root").setStartTimestamp(bench.now().minusSeconds(2)).startSpan();
			assertThat(signal.tells(Context.root().with(second), false)).isFalse();
			assertThat(signal.tells(Context.root().with(second), true)).isTrue();
			second.end();
			assertThat(bench.names()).hasSize(2);
		}
	}

	@Test
	void whatTheCalledServiceRescuesIsRescuedAndWhole() {
		try (RescueBench bench = RescueBench.of()) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span root = bench.root("root");
			Span call = bench.builder(root, "call").setSpanKind(SpanKind.CLIENT).startSpan();
			signal.heard(Context.root().with(call), "payment");
			call.end();
			root.end();
			assertThat(bench.spans()).hasSize(2).allSatisfy((span) -> {
				assertThat(span.getAttributes().get(REASON)).isEqualTo("downstream");
				assertThat(span.getAttributes().get(PARTIAL)).isNull();
			});
		}
	}

	@Test
	void otherCallsOfTheTraceLeaveItPartial() {
		try (RescueBench bench = RescueBench.of()) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span root = bench.root("root");
			bench.builder(root, "other").setSpanKind(SpanKind.CLIENT).startSpan().end();
			Span call = bench.builder(root, "call").setSpanKind(SpanKind.CLIENT).startSpan();
			signal.heard(Context.root().with(call), "payment");
			call.end();
			root.end();
			assertThat(bench.spans()).hasSize(3)
				.allSatisfy((span) -> assertThat(span.getAttributes().get(PARTIAL)).isTrue());
		}
	}

	@Test
	void callerIsToldOfALaterRootOfARescuedTrace() {
		try (RescueBench bench = RescueBench.of("across-services=true")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			Span first = bench.child(caller(), "first");
			assertThat(signal.tells(Context.root().with(first), true)).isTrue();
			first.end();
			Span second = bench.child(caller(), "second");
			assertThat(signal.tells(Context.root().with(second), false)).isTrue();
			second.end();
			assertThat(bench.spans()).hasSize(2)
				.allSatisfy((span) -> assertThat(span.getAttributes().get(PARTIAL)).isNull());
		}
	}

	@Test
	void consumerHasNobodyToTell() {
		try (RescueBench bench = RescueBench.of("across-services=true")) {
			Span consumer = bench.builder(caller(), "process orders").setSpanKind(SpanKind.CONSUMER).startSpan();
			consumer.recordException(new IllegalStateException("no")).end();
			assertThat(bench.spans()).singleElement()
				.satisfies((span) -> assertThat(span.getAttributes().get(PARTIAL)).isTrue());
		}
	}

	@Test
	void callerDoesNotFollowMoreThanItMayRescue() {
		try (RescueBench bench = RescueBench.of("max-total-per-second=2")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			for (int i = 0; i < 10; i++) {
				Span root = bench.root("root");
				Span call = bench.builder(root, "call").setSpanKind(SpanKind.CLIENT).startSpan();
				signal.heard(Context.root().with(call), "payment");
				call.end();
				root.end();
			}
			assertThat(bench.names()).containsExactly("call", "call", "root", "root");
			assertThat(bench.counts().flooded.sum()).isEqualTo(8);
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void laterRootOfWhichTheCallerWasToldIsKeptAlsoIfThereIsNoRoomForIt() {
		try (RescueBench bench = RescueBench.of("across-services=true", "max-traces=1")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			bench.child(caller(), "first").recordException(new IllegalStateException("no")).end();
			Span second = bench.child(caller(), "second");
			bench.child(second, "work").end();
			assertThat(signal.tells(Context.root().with(second), false)).isTrue();
			bench.failingTrace("other");
			second.end();
			assertThat(bench.names()).contains("first", "second", "work");
			assertThat(bench.counts().evictedByTraces.sum()).isZero();
		}
	}

	@Test
	void traceThatMayNotFollowIsCountedOnceAndWholeIfItIsRescuedForItself() {
		try (RescueBench bench = RescueBench.of("max-total-per-second=1", "reserve-per-second=1")) {
			AcrossServices signal = new AcrossServices(bench.rescue(), Egress.OPEN);
			bench.failingTrace("uses it up");
			Span root = bench.root("root");
			Span call = bench.builder(root, "call").setSpanKind(SpanKind.CLIENT).startSpan();
			signal.heard(Context.root().with(call), "payment");
			signal.heard(Context.root().with(call), "payment");
			assertThat(bench.counts().flooded.sum()).isOne();
			call.recordException(new IllegalStateException("no")).end();
			root.end();
			assertThat(bench.counts().flooded.sum()).isOne();
			assertThat(bench.spans()).filteredOn((span) -> span.getName().equals("root"))
				.singleElement()
				.satisfies((span) -> assertThat(span.getAttributes().get(PARTIAL)).isNull());
		}
	}

	@Test
	void whatIsSaidOfATraceHasItsLimit() {
		LocalTrace trace = new LocalTrace("0af7651916cd43dd8448eb211c80319c", 100);
		for (int i = 0; i < 1_001; i++) {
			trace.answered("call " + i);
			trace.told("root " + i);
		}
		assertThat(trace.hasAnswered("call 999")).isTrue();
		assertThat(trace.hasAnswered("call 1000")).isFalse();
		assertThat(trace.hasTold("root 999")).isTrue();
		assertThat(trace.hasTold("root 1000")).isFalse();
	}

	private static Span caller() {
		return Span.wrap(SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getDefault(), TraceState.getDefault()));
	}

	@Test
	void strangerIsNotBelieved() {
		try (RescueBench bench = RescueBench.of()) {
			AcrossServices signal = new AcrossServices(bench.rescue(), new OnlyPayment());
			Span root = bench.root("root");
			Span call = bench.builder(root, "call").setSpanKind(SpanKind.CLIENT).startSpan();
			signal.heard(Context.root().with(call), "evil.example");
			call.end();
			root.end();
			assertThat(bench.names()).isEmpty();
		}
	}

	private static final class OnlyPayment implements Egress {

		@Override
		public boolean sendsContext(@Nullable String host) {
			return "payment".equals(host);
		}

		@Override
		public boolean sendsBaggage(@Nullable String host) {
			return false;
		}

	}

}
