/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.operation.ProbabilityState;
import dev.tracing.boot.sampling.Stress;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RescueTests {

	private static final AttributeKey<String> REASON = AttributeKey.stringKey("tracing.sampling.reason");

	private static final AttributeKey<Boolean> PARTIAL = AttributeKey.booleanKey("tracing.partial");

	@Test
	void traceWithAnErrorIsExportedWholeWhenItsLocalRootEnds() {
		try (RescueBench bench = RescueBench.of()) {
			Span root = bench.root("GET /orders");
			bench.child(root, "fine").end();
			bench.child(root, "broken").setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).isEmpty();
			root.end();
			assertThat(bench.names()).containsExactly("GET /orders", "broken", "fine");
			assertThat(bench.spans()).allSatisfy((span) -> {
				assertThat(span.getSpanContext().isSampled()).isTrue();
				assertThat(span.getAttributes().get(REASON)).isEqualTo("error");
				assertThat(span.getAttributes().get(PARTIAL)).isNull();
			});
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void everythingElseIsForgotten() {
		try (RescueBench bench = RescueBench.of()) {
			List<String> told = new ArrayList<>();
			bench.rescue().onDrop(told::add);
			Span root = bench.root("GET /orders");
			bench.child(root, "fine").end();
			root.end();
			assertThat(bench.names()).isEmpty();
			assertThat(bench.counts().forgotten.sum()).isOne();
			assertThat(told).containsExactly("GET /orders");
			assertThat(bench.isBalanced()).isTrue();
			bench.failingTrace("GET /broken");
			assertThat(told).as("what is rescued").hasSize(1);
		}
	}

	@Test
	void whatIsUndecidedAtTheEndIsDecidedByWhatIsKnown() {
		RescueBench bench = RescueBench.of();
		Span broken = bench.root("broken");
		bench.child(broken, "failed").setStatus(StatusCode.ERROR).end();
		Span fine = bench.root("fine");
		bench.child(fine, "work").end();
		bench.close();
		assertThat(bench.names()).containsExactly("failed");
		assertThat(bench.ledger().balance(Account.BUFFERED)).isZero();
		broken.end();
		fine.end();
		assertThat(bench.names()).containsExactly("broken", "failed");
		assertThat(bench.isBalanced()).isTrue();
	}

	@Test
	void probabilityIsNotClaimedAndTheRandomFlagIsKept() {
		try (RescueBench bench = RescueBench.of()) {
			TraceState state = ProbabilityState.withThreshold(TraceState.builder().put("vendor", "1").build(), "8");
			Span caller = Span.wrap(SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c",
					"b7ad6b7169203331", TraceFlags.fromByte((byte) 2), state));
			Span root = bench.tracer().spanBuilder("root").setParent(Context.root().with(caller)).startSpan();
			root.setAttribute("error", true).end();
			SpanContext rescued = bench.spans().get(0).getSpanContext();
			assertThat(ProbabilityState.get(rescued.getTraceState(), ProbabilityState.THRESHOLD)).isNull();
			assertThat(rescued.getTraceState().get("vendor")).isEqualTo("1");
			assertThat(rescued.getTraceFlags().asByte() & ~root.getSpanContext().getTraceFlags().asByte()).isOne();
		}
	}

	static Stream<Attributes> serverErrors() {
		return Stream.of(Attributes.of(AttributeKey.booleanKey("error"), true),
				Attributes.of(AttributeKey.stringKey("error"), "true"),
				Attributes.of(AttributeKey.longKey("http.response.status_code"), 503L),
				Attributes.of(AttributeKey.longKey("http.status_code"), 500L),
				Attributes.of(AttributeKey.stringKey("rpc.response.status_code"), "UNAVAILABLE"));
	}

	@ParameterizedTest
	@MethodSource("serverErrors")
	void errorIsWhatAttributesSay(Attributes attributes) {
		try (RescueBench bench = RescueBench.of()) {
			bench.root("root", 1, attributes);
			assertThat(bench.names()).containsExactly("root");
		}
	}

	@Test
	void clientErrorsOfServersAreNone() {
		try (RescueBench bench = RescueBench.of()) {
			bench.root("root", 1, Attributes.of(AttributeKey.longKey("http.response.status_code"), 404L));
			bench.root("root", 1, Attributes.of(AttributeKey.stringKey("rpc.response.status_code"), "NOT_FOUND"));
			assertThat(bench.names()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "any-span, 3", "local-root, 2", "unhandled, 1" })
	void whatAnErrorIsCanBeNarrowed(String scope, int rescued) {
		try (RescueBench bench = RescueBench.of("error-scope=" + scope)) {
			bench.failingTrace("caught");
			bench.root("answered", 1, Attributes.of(AttributeKey.longKey("http.response.status_code"), 500L));
			bench.root("thrown").recordException(new IllegalStateException("no")).end();
			assertThat(bench.spans().stream().map(SpanData::getTraceId).distinct()).hasSize(rescued);
		}
	}

	@Test
	void attributesCanMakeATraceWorthIt() {
		try (RescueBench bench = RescueBench.of("conditions[0].attribute=tenant", "conditions[0].value=acme",
				"conditions[1].name=large", "conditions[1].attribute=items", "conditions[1].min=100",
				"conditions[2].attribute=flag", "conditions[3].attribute=sku", "conditions[3].pattern=A-*")) {
			bench.root("acme", 1, Attributes.of(AttributeKey.stringKey("tenant"), "acme"));
			bench.root("nobody", 1, Attributes.of(AttributeKey.stringKey("tenant"), "else"));
			bench.root("many", 1, Attributes.of(AttributeKey.longKey("items"), 100L));
			bench.root("few", 1, Attributes.of(AttributeKey.longKey("items"), 99L));
			bench.root("flag", 1, Attributes.of(AttributeKey.booleanKey("flag"), false));
			bench.root("sku", 1, Attributes.of(AttributeKey.stringKey("sku"), "A-1"));
			assertThat(bench.names()).containsExactly("acme", "flag", "many", "sku");
			assertThat(bench.spans().stream().map((span) -> span.getAttributes().get(REASON))).containsExactly("tenant",
					"large", "flag", "sku");
		}
	}

	@Test
	void partOfTheErrorsIsTheSameInEveryService() {
		try (RescueBench bench = RescueBench.of("errors=0.5", "max-per-second=10000", "max-total-per-second=10000")) {
			for (int i = 0; i < 400; i++) {
				bench.root("root", 1, Attributes.of(AttributeKey.booleanKey("error"), true));
			}
			assertThat(bench.queued().size()).isBetween(140, 260);
			assertThat(bench.spans()).allSatisfy(
					(span) -> assertThat(span.getTraceId().charAt(18)).isIn('8', '9', 'a', 'b', 'c', 'd', 'e', 'f'));
			assertThat(bench.counts().flooded.sum()).isEqualTo(400 - bench.queued().size());
		}
	}

	@Test
	void partOfTheSlowIsTheSameInEveryService() {
		try (RescueBench bench = RescueBench.of("slow-ratio=0.5", "max-per-second=10000",
				"max-total-per-second=10000")) {
			for (int i = 0; i < 400; i++) {
				bench.root("root", 2_000, Attributes.empty());
			}
			assertThat(bench.queued().size()).isBetween(140, 260);
			assertThat(bench.spans()).allSatisfy((span) -> {
				assertThat(span.getTraceId().charAt(18)).isIn('8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
				assertThat(span.getAttributes().get(REASON)).isEqualTo("slow");
			});
			assertThat(bench.counts().flooded.sum()).isEqualTo(400 - bench.queued().size());
		}
	}

	@ParameterizedTest
	@CsvSource({ "CLIENT, true", "PRODUCER, true", "INTERNAL, false" })
	void traceThatWentOnElsewhereIsPartial(SpanKind kind, boolean partial) {
		try (RescueBench bench = RescueBench.of()) {
			Span root = bench.root("root");
			bench.builder(root, "call").setSpanKind(kind).startSpan().setStatus(StatusCode.ERROR).end();
			root.end();
			assertThat(bench.spans())
				.allSatisfy((span) -> assertThat(span.getAttributes().get(PARTIAL)).isEqualTo(partial ? true : null));
		}
	}

	@Test
	void databaseIsNoOtherService() {
		try (RescueBench bench = RescueBench.of()) {
			Span root = bench.root("root");
			bench.builder(root, "SELECT orders")
				.setSpanKind(SpanKind.CLIENT)
				.setAttribute("db.system.name", "h2")
				.startSpan()
				.end();
			root.setStatus(StatusCode.ERROR).end();
			assertThat(bench.spans()).hasSize(2)
				.allSatisfy((span) -> assertThat(span.getAttributes().get(PARTIAL)).isNull());
		}
	}

	@Test
	void spanThatEndsAfterTheVerdictFollowsIt() {
		try (RescueBench bench = RescueBench.of()) {
			Span failed = bench.root("failed");
			Span late = bench.child(failed, "late");
			failed.setStatus(StatusCode.ERROR).end();
			late.end();
			bench.child(failed, "later").end();
			assertThat(bench.names()).containsExactly("failed", "late", "later");
			assertThat(bench.spans())
				.allSatisfy((span) -> assertThat(span.getAttributes().get(REASON)).isEqualTo("error"));
			assertThat(bench.counts().lateRescued.sum()).isEqualTo(2);

			Span fine = bench.root("fine");
			Span lateError = bench.child(fine, "late error");
			fine.end();
			lateError.setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).containsExactly("failed", "late", "later");
			assertThat(bench.counts().lateForgotten.sum()).isOne();
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void localRootsThatRunAtTheSameTimeShareTheVerdict() {
		try (RescueBench bench = RescueBench.of()) {
			Span outer = bench.root("outer");
			SpanContext sent = outer.getSpanContext();
			Span caller = Span.wrap(SpanContext.createFromRemoteParent(sent.getTraceId(), sent.getSpanId(),
					sent.getTraceFlags(), sent.getTraceState()));
			bench.child(caller, "inner").setStatus(StatusCode.ERROR).end();
			assertThat(bench.names()).as("the outer one still runs").isEmpty();
			outer.end();
			assertThat(bench.names()).containsExactly("inner", "outer");
			bench.child(caller, "again").end();
			assertThat(bench.names()).as("the trace has been rescued").contains("again");
			assertThat(bench.isBalanced()).isTrue();
		}
	}

	@Test
	void underStressNothingMoreIsRecorded() {
		try (RescueBench bench = RescueBench.of()) {
			assertThat(bench.rescue().isOn()).isTrue();
			bench.stress(Stress.Level.SOME);
			assertThat(bench.rescue().isOn()).isTrue();
			bench.stress(Stress.Level.HIGH);
			assertThat(bench.rescue().isOn()).isFalse();
			bench.stress(Stress.Level.SOME);
			assertThat(bench.rescue().isOn()).as("not well again yet").isFalse();
			bench.stress(Stress.Level.NONE);
			assertThat(bench.rescue().isOn()).isTrue();
		}
	}

	@Test
	void rootThatStartsWithAnErrorIsSampledAtOnce() {
		try (RescueBench bench = RescueBench.of("max-per-second=1")) {
			Attributes error = Attributes.of(AttributeKey.booleanKey("error"), true);
			assertThat(bench.rescue().samplesAtOnce("root", Attributes.empty())).isFalse();
			assertThat(bench.rescue().samplesAtOnce("root", error)).isTrue();
			assertThat(bench.rescue().samplesAtOnce("root", error)).as("in the same second").isFalse();
		}
	}

}
