/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.ledger.Loss;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens at each limit and one beyond it.
 */
class RescueLimitTests {

	private static final Attributes ERROR = Attributes.of(AttributeKey.booleanKey("error"), true);

	@Test
	void oldestUndecidedTraceGoesWhenThereAreTooMany() {
		try (RescueBench bench = RescueBench.of("max-traces=3")) {
			Span decided = bench.root("decided");
			Span first = bench.root("first");
			decided.end();
			bench.child(first, "of the first").end();
			Span second = bench.root("second");
			Span third = bench.root("third");
			assertThat(bench.counts().evictedByTraces.sum()).isZero();
			Span fourth = bench.root("fourth");
			assertThat(bench.counts().evictedByTraces.sum()).isOne();
			assertThat(bench.ledger().lost(Loss.EVICTED)).as("the child").isOne();
			for (Span span : new Span[] { first, second, third, fourth }) {
				span.setStatus(StatusCode.ERROR).end();
			}
			assertThat(bench.names()).containsExactly("fourth", "second", "third");
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void ofTooManySpansTheFirstTheErroneousAndTheSlowestStay() {
		try (RescueBench bench = RescueBench.of("max-spans-per-trace=6")) {
			Span root = bench.root("root");
			for (int i = 0; i < 4; i++) {
				end(bench, root, "plain" + i, 10, false);
			}
			end(bench, root, "slow", 900, false);
			assertThat(bench.counts().elided.sum()).isZero();
			end(bench, root, "short", 1, false);
			assertThat(bench.counts().elided.sum()).isZero();
			end(bench, root, "shorter", 1, false);
			assertThat(bench.counts().elided.sum()).isOne();
			end(bench, root, "broken", 1, true);
			root.end();
			assertThat(bench.counts().elided.sum()).isEqualTo(3);
			assertThat(bench.names()).containsExactly("broken", "plain0", "plain1", "plain2", "root", "slow");
			assertThat(bench.spans()).filteredOn((span) -> span.getName().equals("root"))
				.singleElement()
				.satisfies((span) -> assertThat(span.getAttributes().get(AttributeKey.longKey("tracing.elided_spans")))
					.isEqualTo(3));
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void localRootThatIsForgottenTakesNoRoomAndOneThatIsRescuedOnlyForAMoment() {
		try (RescueBench bench = RescueBench.of("max-bytes=1B")) {
			bench.root("fine").end();
			bench.root("broken").setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).containsExactly("broken");
			assertThat(bench.counts().evictedByBytes.sum()).isZero();
			assertThat(bench.counts().forgotten.sum()).isOne();
			assertThat(bench.rescue().bytes()).isZero();
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void localRootsOfOneTraceAreDecidedOnTogether() {
		try (RescueBench bench = RescueBench.of()) {
			Span caller = Span.wrap(SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c",
					"b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault()));
			Span first = bench.child(caller, "first");
			Span second = bench.child(caller, "second");
			first.end();
			assertThat(bench.counts().forgotten.sum()).isZero();
			second.setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).containsExactly("first", "second");
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	private static void end(RescueBench bench, Span root, String name, long millis, boolean failed) {
		Span span = bench.builder(root, name).setStartTimestamp(1_000, TimeUnit.MILLISECONDS).startSpan();
		if (failed) {
			span.setStatus(StatusCode.ERROR);
		}
		span.end(1_000 + millis, TimeUnit.MILLISECONDS);
	}

	@Test
	void oldestTraceGoesWhenTheSpansAreTooLarge() {
		try (RescueBench bench = RescueBench.of("max-bytes=20KB")) {
			String text = "x".repeat(9_000);
			Span first = bench.root("first");
			bench.child(first, "large").setAttribute("text", text).end();
			Span second = bench.root("second");
			bench.child(second, "large").setAttribute("text", text).end();
			assertThat(bench.counts().evictedByBytes.sum()).isZero();
			assertThat(bench.rescue().bytes()).isBetween(18_000.0, 20_480.0);
			bench.child(second, "third").setAttribute("text", text).end();
			assertThat(bench.counts().evictedByBytes.sum()).isOne();
			assertThat(bench.ledger().lost(Loss.EVICTED)).isOne();
			assertThat(bench.rescue().bytes()).isBetween(18_000.0, 20_480.0);
			first.setStatus(StatusCode.ERROR).end();
			second.setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).containsExactly("large", "second", "third");
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void traceThatIsTooLargeByItselfGoes() {
		try (RescueBench bench = RescueBench.of("max-bytes=4KB")) {
			Span root = bench.root("root");
			bench.child(root, "large").setAttribute("text", "x".repeat(9_000)).end();
			root.setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).isEmpty();
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void oldestVerdictIsForgottenWhenThereAreTooMany() {
		try (RescueBench bench = RescueBench.of("max-verdicts=2")) {
			Span first = failed(bench, "first");
			Span second = failed(bench, "second");
			assertThat(bench.counts().verdictsForgotten.sum()).isZero();
			Span third = failed(bench, "third");
			assertThat(bench.counts().verdictsForgotten.sum()).isOne();
			bench.child(first, "late 1").end();
			bench.child(second, "late 2").end();
			bench.child(third, "late 3").end();
			assertThat(bench.names()).containsExactly("first", "late 2", "late 3", "second", "third");
		}
	}

	private static Span failed(RescueBench bench, String name) {
		Span span = bench.root(name);
		span.setStatus(StatusCode.ERROR).end();
		return span;
	}

	@Test
	void outageIsNotExportedInFull() {
		try (RescueBench bench = RescueBench.of()) {
			for (int tenth = 0; tenth < 100; tenth++) {
				for (int i = 0; i < 100; i++) {
					bench.root("GET /orders", 1, ERROR);
				}
				bench.pass(100);
			}
			assertThat(bench.queued().size()).as("10 per second for 10 s, and a burst").isBetween(100, 110);
			assertThat(bench.counts().flooded.sum()).isEqualTo(10_000 - bench.queued().size());
			bench.root("GET /customers", 1, ERROR);
			assertThat(bench.names()).as("another route").contains("GET /customers");
		}
	}

	@Test
	void typesOfErrorsOfOneRouteAreCountedApart() {
		try (RescueBench bench = RescueBench.of("max-per-second=1")) {
			for (String type : new String[] { "TimeoutException", "IllegalStateException" }) {
				for (int i = 0; i < 10; i++) {
					bench.root("GET /orders", 1, Attributes.of(AttributeKey.booleanKey("error"), true,
							AttributeKey.stringKey("error.type"), type));
				}
			}
			assertThat(bench.spans())
				.extracting((span) -> span.getAttributes().get(AttributeKey.stringKey("error.type")))
				.containsExactlyInAnyOrder("TimeoutException", "IllegalStateException");
			assertThat(bench.counts().flooded.sum()).isEqualTo(18);
		}
	}

	@Test
	void newKindsHaveAReserveWhenAllIsUsedUp() {
		try (RescueBench bench = RescueBench.of("max-total-per-second=20", "reserve-per-second=2")) {
			for (int i = 0; i < 100; i++) {
				bench.root("GET /a", 1, ERROR);
				bench.root("GET /b", 1, ERROR);
			}
			assertThat(bench.queued()).hasSize(20);
			bench.root("GET /rare", 1, ERROR);
			bench.root("GET /rare", 1, ERROR);
			bench.root("GET /rarer", 1, ERROR);
			bench.root("GET /rarest", 1, ERROR);
			assertThat(bench.names()).hasSize(22).contains("GET /rare", "GET /rarer");
		}
	}

	@Test
	void kindLosesNothingWhereTheTotalIsUsedUp() {
		try (RescueBench bench = RescueBench.of("max-per-second=1", "max-total-per-second=2", "reserve-per-second=1")) {
			for (String route : List.of("GET /a", "GET /b", "GET /c", "GET /d")) {
				bench.root(route, 1, ERROR);
			}
			assertThat(bench.names()).containsExactly("GET /a", "GET /b", "GET /c");
			bench.pass(500);
			bench.root("GET /d", 1, ERROR);
			assertThat(bench.names()).contains("GET /d");
		}
	}

	@Test
	void kindsBeyondTheLimitShareOneAllowance() {
		try (RescueBench bench = RescueBench.of("max-kinds=2", "max-per-second=1")) {
			for (int i = 0; i < 5; i++) {
				bench.root("GET /" + i, 1, ERROR);
			}
			assertThat(bench.names()).containsExactly("GET /0", "GET /1", "GET /2");
			bench.pass(61_000);
			bench.root("GET /8", 1, ERROR);
			bench.root("GET /9", 1, ERROR);
			assertThat(bench.names()).as("the old kinds are forgotten").contains("GET /8", "GET /9");
		}
	}

	@Test
	void kindsBeyondTheLimitDoNotUseUpTheReserve() {
		try (RescueBench bench = RescueBench.of("max-kinds=1", "max-per-second=100", "max-total-per-second=1",
				"reserve-per-second=5")) {
			bench.root("GET /first", 1, ERROR);
			bench.root("GET /other1", 1, ERROR);
			for (int i = 2; i < 10; i++) {
				bench.root("GET /other" + i, 1, ERROR);
			}
			assertThat(bench.names()).as("one of the others, which had not been seen lately")
				.containsExactly("GET /first", "GET /other1");
		}
	}

	@Test
	void traceLingersForSpansThatRunOn() {
		try (RescueBench bench = RescueBench.of("linger=1h")) {
			Span root = bench.root("root");
			Span running = bench.child(root, "running");
			root.end();
			assertThat(bench.rescue().traces()).isOne();
			running.setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).containsExactly("root", "running");
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void traceLingersNoLongerThanAllowed() {
		try (RescueBench bench = RescueBench.of("linger=20ms")) {
			Span root = bench.root("root");
			Span running = bench.child(root, "running");
			root.setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).isEmpty();
			bench.pass(20);
			Awaitility.await().until(() -> !bench.queued().isEmpty());
			assertThat(bench.names()).containsExactly("root");
			running.end();
			assertThat(bench.names()).containsExactly("root", "running");
		}
	}

	@Test
	void whatLingersIsDecidedAtTheEnd() {
		RescueBench bench = RescueBench.of("linger=1h");
		Span root = bench.root("root");
		Span running = bench.child(root, "running");
		root.setStatus(StatusCode.ERROR).end();
		bench.close();
		assertThat(bench.names()).containsExactly("root");
		assertThat(running.isRecording()).isTrue();
		running.end();
	}

}
